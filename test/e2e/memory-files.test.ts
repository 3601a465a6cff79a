import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startGateway, tutti, type TestGateway } from './support/tutti.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let gateway: TestGateway;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'memory-files-'));
  gateway = await startGateway();
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => tutti(['memory', ...args], { env: gateway.env });

function fileOf(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

it('takes in files of other programs, and names what it cannot read', async () => {
  const notes = fileOf(
    'notes.md',
    '# House\n\n- The router is in the attic\n- The key is with Ada\n',
  );
  const mem0 = fileOf('mem0.json', JSON.stringify({ results: [{ id: 'a', memory: 'Likes tea' }] }));
  const graph = fileOf(
    'memory.jsonl',
    '{"type":"entity","name":"Ada","entityType":"person","observations":["Speaks Spanish"]}\nnot json\n',
  );
  expect(await run('import', notes, '--tags', 'notes')).toMatchObject({
    code: 0,
    out: '2 memories were imported, 0 were there already.\n',
  });
  expect(await run('import', notes, '--namespace', 'other', '--json')).toMatchObject({ code: 0 });
  expect(await run('import', mem0)).toMatchObject({ code: 0 });
  const partly = await run('import', graph);
  expect(partly).toMatchObject({
    code: 1,
    out: '1 memories were imported, 0 were there already.\n',
  });
  expect(partly.err).toContain('memory.jsonl:2: it is not a JSON object');
  const missing = await run('import', path.join(folder, 'nothing.md'));
  expect(missing.err).toContain('Cannot read');
});

it('writes them to a file of its own, or to a pipe', async () => {
  const piped = await run('export', '--tags', 'House,notes');
  expect(
    piped.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { text: 'The router is in the attic', trust: 'external', tags: ['notes', 'House'] },
    { text: 'The key is with Ada' },
  ]);
  const file = path.join(folder, 'all.jsonl');
  expect((await run('export', file)).err).toContain('6 memories were written to');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('moves a memory that is longer than any answer', async () => {
  const long = fileOf('long.txt', `${'lorem "ipsum" '.repeat(7000)}\n`);
  expect(await run('import', long, '--namespace', 'long')).toMatchObject({ code: 0 });
  const { out } = await run('export', '--namespace', 'long');
  expect((JSON.parse(out) as { text: string }).text).toHaveLength(
    'lorem "ipsum" '.length * 7000 - 1,
  );
});
