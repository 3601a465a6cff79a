import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Probe } from '../../shared/probe.ts';
import { checkAddress } from './check-address.ts';
import { checkClock } from './check-clock.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkEngines } from './check-engines.ts';
import { checkKeys } from './check-keys.ts';
import { checkNode } from './check-node.ts';
import { checkRules } from './check-rules.ts';
import { checkStore } from './check-store.ts';
import type { Finding } from './finding.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('checkNode', () => {
  it('wants 24 or newer', () => {
    expect(checkNode('26.10.0').verdict).toBe('ok');
    expect(checkNode('22.1.0').verdict).toBe('fail');
  });
});

describe('checkDataFolder', () => {
  it('is content with a folder of this user, and with one that can be made', () => {
    expect(verdicts(checkDataFolder(folder))).toEqual(['ok', 'ok']);
    expect(verdicts(checkDataFolder(path.join(folder, 'a', 'b')))).toEqual(['ok', 'ok']);
  });

  it('warns of a folder that others look into, and fails where they reach a file', () => {
    chmodSync(folder, 0o755);
    expect(checkDataFolder(folder)[0]).toMatchObject({
      verdict: 'warn',
      mend: expect.stringContaining('chmod 700') as string,
    });
    writeFileSync(path.join(folder, 'pepper'), 'x', { mode: 0o644 });
    expect(checkDataFolder(folder)[0]).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('pepper') as string,
    });
  });

  it('fails on a file in its place', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(verdicts(checkDataFolder(file))).toEqual(['fail']);
  });
});

describe('checkStore', () => {
  const place = (isRunning = false) => ({ dataDir: folder, isRunning, knownVersions: [1, 2] });

  function makeDatabase(...versions: number[]): void {
    using db = new DatabaseSync(path.join(folder, 'tutti.db'));
    db.exec('CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT) STRICT');
    for (const version of versions) {
      db.prepare('INSERT INTO migrations VALUES (?, ?)').run(version, `000${version}-x`);
    }
  }

  it('is content with a database of this version, an older one, or none', () => {
    expect(verdicts(checkStore(place()))).toEqual(['ok']);
    makeDatabase(1);
    expect(checkStore(place()).map(({ message }) => message)).toEqual([
      'the next start brings the database up to date (1 to go)',
      'the database is whole',
    ]);
  });

  it('fails on a database of a newer version, and on one that is none', () => {
    makeDatabase(1, 2, 3);
    expect(checkStore(place())[0]).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('newer version') as string,
    });
    writeFileSync(path.join(folder, 'tutti.db'), 'not a database'.repeat(100));
    expect(checkStore(place())[0]).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('cannot be read') as string,
    });
  });

  it('warns where another process holds the folder', () => {
    makeDatabase(1, 2);
    using holder = new DatabaseSync(path.join(folder, 'tutti.lock'));
    holder.exec('BEGIN EXCLUSIVE');
    expect(verdicts(checkStore(place()))).toEqual(['ok', 'ok', 'warn']);
    expect(verdicts(checkStore(place(true)))).toEqual(['ok', 'ok']);
  });
});

describe('checkAddress', () => {
  const address = { host: '127.0.0.1', port: 0, url: undefined, ownVersion: '0.1.0' };
  const url = 'http://127.0.0.1:1';

  it('knows our gateway, and its version', async () => {
    const answers = (version: string) => probeOf(200, { status: 'ok', version });
    const same = await checkAddress({ ...address, url }, answers('0.1.0'));
    expect(same).toMatchObject({ isRunning: true, findings: [{ verdict: 'ok' }] });
    const older = await checkAddress({ ...address, url }, answers('0.0.9'));
    expect(older).toMatchObject({ isRunning: true, findings: [{ verdict: 'warn' }] });
  });

  it('knows that something else answers, or nothing', async () => {
    const other = await checkAddress({ ...address, url }, probeOf(200, { hello: 1 }));
    expect(other).toMatchObject({ isRunning: false, findings: [{ verdict: 'fail' }] });
    const none = await checkAddress({ ...address, url }, () => Promise.reject(new Error('no')));
    expect(verdicts(none.findings)).toEqual(['warn', 'ok']);
  });

  it('finds out whether the port is free', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const taken = await checkAddress({ ...address, port }, probeOf(200, {}));
    server.close();
    expect(taken.findings).toMatchObject([
      { verdict: 'fail', message: expect.stringContaining('in use') as string },
    ]);
    expect(verdicts((await checkAddress(address, probeOf(200, {}))).findings)).toEqual(['ok']);
  });
});

describe('checkClock', () => {
  const now = Date.UTC(2026, 10, 22);
  const steady = { now, wallMs: 200, monotonicMs: 201, gatewayDate: undefined };

  it.each([
    [steady, 'ok'],
    [{ ...steady, gatewayDate: new Date(now - 1500).toUTCString() }, 'ok'],
    [{ ...steady, gatewayDate: new Date(now - 60_000).toUTCString() }, 'warn'],
    [{ ...steady, wallMs: 5000 }, 'warn'],
    [{ ...steady, now: 0 }, 'fail'],
  ])('%o is %s', (readings, verdict) => {
    expect(checkClock(readings).verdict).toBe(verdict);
  });
});

describe('checkEngines', () => {
  it('tells of each engine', async () => {
    const engines = [
      { engine: 'agent', state: 'ready', intents: 9 },
      { engine: 'flow', state: 'degraded', intents: 1, detail: 'slow' },
      { engine: 'mcp', state: 'down', intents: 0 },
    ];
    const body = { ready: false, store: { state: 'down' }, engines };
    expect(verdicts(await checkEngines('http://x', probeOf(503, body)))).toEqual([
      'fail',
      'ok',
      'warn',
      'fail',
    ]);
    expect(verdicts(await checkEngines('http://x', probeOf(200, {})))).toEqual(['fail']);
  });
});

describe('checkRules', () => {
  const intent = { title: '', description: '', effect: 'read', engine: 'agent' };
  const pages: Probe = async ({ path }) => ({
    status: 200,
    date: undefined,
    body: path.includes('cursor=a.b')
      ? { items: [{ ...intent, name: 'c.d' }] }
      : { items: [{ ...intent, name: 'a.b' }], next_cursor: 'a.b' },
  });
  const place = {
    count: 2,
    doubtsAbout: (intents: readonly string[]) => (intents.includes('c.d') ? [] : ['No "c.d".']),
    localKey: 'key',
    url: 'http://127.0.0.1:8000',
  };

  it('says nothing where there are none', async () => {
    expect(await checkRules({ ...place, count: 0 }, pages)).toEqual([]);
  });

  it('compares them with every intent of the running gateway', async () => {
    expect(verdicts(await checkRules(place, pages))).toEqual(['ok']);
    const one: Probe = async () => ({ status: 200, date: undefined, body: { items: [] } });
    expect(await checkRules(place, one)).toMatchObject([{ verdict: 'warn', message: 'No "c.d".' }]);
  });

  it('is content where no gateway can be asked', async () => {
    const refused: Probe = async () => ({ status: 401, date: undefined, body: { error: {} } });
    expect(verdicts(await checkRules({ ...place, url: undefined }, pages))).toEqual(['ok']);
    expect(verdicts(await checkRules(place, refused))).toEqual(['ok']);
  });
});

describe('checkKeys', () => {
  it('tells of the local key, and of keys that were left lying about', async () => {
    const place = { dataDir: folder, localKey: 'k', url: 'http://x' };
    expect(verdicts(await checkKeys(place, probeOf(200, {})))).toEqual(['ok']);
    expect(verdicts(await checkKeys(place, probeOf(401, {})))).toEqual(['warn']);
    writeFileSync(path.join(folder, 'first-keys.txt'), '');
    const none = { ...place, localKey: undefined, url: undefined };
    expect(verdicts(await checkKeys(none, probeOf(200, {})))).toEqual(['ok', 'warn']);
  });
});

function probeOf(status: number, body: unknown): Probe {
  return () => Promise.resolve({ status, body, date: undefined });
}

function verdicts(findings: readonly Finding[]): string[] {
  return findings.map(({ verdict }) => verdict);
}
