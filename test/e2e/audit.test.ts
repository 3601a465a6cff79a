import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { spawnTutti, startGateway, tutti, type TestGateway } from './support/tutti.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let gateway: TestGateway;
let copy: string;

beforeEach(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
  copy = path.join(folder, 'head.json');
  const config = path.join(folder, 'tutti.yaml');
  writeFileSync(config, `audit: { head_file: ${copy} }\n`);
  gateway = await startGateway({ env: { TUTTI_CONFIG: config } });
});
afterEach(async () => {
  await gateway.stop();
  rmSync(path.dirname(copy), { recursive: true });
});

it('verifies beside a running gateway, exports, and finds what was changed', async () => {
  await run('call', 'memory.write', 'text=Secret of the house');
  await run('call', 'memory.search', 'query=house');
  await run('receipts'); // has what waits written
  const fine = await run('audit', 'verify');
  expect(fine).toMatchObject({ code: 0, err: '' });
  expect(fine.out).toMatch(/^✓ \d+ entries, each following from the one before\.\n/);

  const { out } = await run('audit', 'export');
  const entries = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['owner_key_kept', 'key_created', 'run_settled', 'read']),
  );
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(out).not.toContain('Secret');
  expect((await run('audit', 'export', '--since', '2999-01-01')).out).toBe('');

  using db = new DatabaseSync(path.join(gateway.dataDir, 'tutti.db'));
  db.exec(`UPDATE audit SET caller = 'somebody' WHERE seq = 2`);
  const found = await run('audit', 'verify');
  expect(found.code).toBe(1);
  expect(found.err).toContain('Entry 2: it was changed: its hash is not that of its content.');
  const { out: json, code } = await run('audit', 'verify', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(json)).toMatchObject({ intact: false, broken: { seq: 2 } });
  expect((await run('doctor')).out).toContain('Entry 2:');
});

it('holds after kill -9 in the middle of the work, and after the next start', async () => {
  const calls = Array.from({ length: 300 }, (_, index) => write(index).catch(() => undefined));
  await Promise.race(calls);
  gateway.process.child.kill('SIGKILL');
  await gateway.process.ended;
  await Promise.all(calls);
  expect(await run('audit', 'verify')).toMatchObject({ code: 0 });

  const again = await startAgain();
  expect(await run('audit', 'verify')).toMatchObject({ code: 0 });
  await again();
  expect(await run('audit', 'verify')).toMatchObject({ code: 0 });
});

it('signs with a key that nobody else may read, here and in the second place', async () => {
  const inFolder = (name: string) => path.join(gateway.dataDir, name);
  for (const name of ['audit-key', 'audit-head.json', 'audit-heads.jsonl']) {
    expect(statSync(inFolder(name)).mode & 0o777).toBe(0o600);
  }
  expect(existsSync(copy)).toBe(true);
  const elsewhere = path.join(path.dirname(copy), 'saved.json');
  gateway.process.child.kill('SIGTERM');
  await gateway.process.ended;
  writeFileSync(elsewhere, readFileSync(copy));
  using db = new DatabaseSync(inFolder('tutti.db'));
  db.exec('DELETE FROM audit WHERE seq > 1');
  rmSync(inFolder('audit-heads.jsonl'));
  rmSync(inFolder('audit-head.json'));
  rmSync(copy);
  const cut = await run('audit', 'verify', '--head', elsewhere);
  expect(cut).toMatchObject({ code: 1 });
  expect(cut.err).toMatch(/Entry 2: it is missing/);
});

it('says where there is nothing to verify', async () => {
  const empty = path.dirname(copy);
  const none = await tutti(['audit', 'verify', '--data-dir', empty]);
  expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no database') as string });
});

function run(...args: readonly string[]) {
  return tutti(args, { env: gateway.env });
}

async function write(index: number): Promise<void> {
  await fetch(`${gateway.url}/orchestrate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ intent: 'memory.write', inputs: { text: `note ${index}` } }),
  });
}

/** The same data folder once more; gives what ends it. */
async function startAgain(): Promise<() => Promise<unknown>> {
  const running = spawnTutti(['start'], { env: gateway.env });
  await running.printed(/listens on http/);
  return () => {
    running.child.kill('SIGTERM');
    return running.ended;
  };
}
