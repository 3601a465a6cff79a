import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../../../platform/testing/is-alive.ts';
import type { StdioWay } from '../server-settings.ts';
import { spawnServer, type ServerProcess, type SpawnPlace } from './spawn-server.ts';

describe.skipIf(process.platform === 'win32')('a server process', () => {
  let folder: string;
  let place: SpawnPlace;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-spawn-'));
    place = {
      baseEnv: { PATH: '/usr/bin:/bin', LANG: 'C' },
      confinement: { kind: 'none', why: 'tested elsewhere' },
      home: path.join(folder, 'home'),
      secretFolders: [],
      secretFiles: [],
    };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (script: string, way: Partial<StdioWay> = {}) =>
    spawnServer(
      { kind: 'stdio', command: 'sh', args: ['-c', script], env: {}, cwd: folder, ...way },
      place,
    );

  it('has the environment that it was given, and nothing of ours', async () => {
    process.env['TUTTI_OWNER_KEY'] = 'never seen';
    const server = start('env; cat >/dev/null', { env: { TOKEN: 't' } });
    const text = await firstOutput(server, 'TOKEN');
    delete process.env['TUTTI_OWNER_KEY'];
    expect(text).toContain('TOKEN=t');
    expect(text).toContain(`HOME=${place.home}`);
    expect(text).not.toContain('never seen');
    await server.stop();
  });

  it('is asked to end by the end of its input', async () => {
    const server = start('cat >/dev/null; exit 7');
    await server.stop();
    expect(await server.ended).toBe(7);
  });

  it('is ended, with all that it started, where it does not want to', async () => {
    const server = start(`trap '' TERM; sleep 300 & echo "$$ $!"; while :; do sleep 1; done`);
    const pids = (await firstOutput(server, ' ')).trim().split(' ').map(Number);
    await server.stop();
    await expectGone(pids);
  });

  it('takes along what it left running when it ends by itself', async () => {
    const server = start('sleep 300 & echo "$!"; exit 3');
    const pid = Number((await firstOutput(server, '\n')).trim());
    expect(await server.ended).toBe(3);
    await expectGone([pid]);
  });

  it('says last words, and no more than fit', async () => {
    const server = start('yes no | head -c 20000 >&2; echo gone >&2; exit 1');
    await server.ended;
    await sleep(20);
    expect(server.lastWords()).toMatch(/gone\n$/);
    expect(server.lastWords().length).toBeLessThanOrEqual(4000);
  });

  it('ends where its program does not exist', async () => {
    const server = start('', { command: '/no/such/program', args: [] });
    expect(await server.ended).toBe(127);
    expect(server.lastWords()).toContain('/no/such/program');
  });
});

async function firstOutput(server: ServerProcess, until: string): Promise<string> {
  let text = '';
  server.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  while (!text.includes(until)) await once(server.stdout, 'data');
  await sleep(20);
  return text;
}

async function expectGone(pids: readonly number[]): Promise<void> {
  expect(pids.length).toBeGreaterThan(0);
  const alive = () => pids.filter((pid) => pid > 0 && isAlive(pid));
  for (let tries = 0; tries < 100 && alive().length > 0; tries += 1) await sleep(20);
  expect(alive()).toEqual([]);
}
