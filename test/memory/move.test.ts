import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient } from '../crash/support/client.ts';
import {
  apiKey,
  newDataDir,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';
import { tutti } from '../e2e/support/tutti.ts';

/* MEMORIES=100000 takes two to three minutes, and is what docs/memory.md speaks of. */
const count = Number(process.env['MEMORIES'] ?? 40_000);
const perCall = 500;
const memoryLimitMb = 256;

let from: ReturnType<typeof newDataDir>;
let to: ReturnType<typeof newDataDir>;
let gateway: GatewayProcess;
let dataDir: string;

beforeEach(() => {
  from = newDataDir();
  to = newDataDir();
});
afterEach(async () => {
  await gateway.stop();
  from.remove();
  to.remove();
});

it('takes in tens of thousands of memories and gives them back as they were, within 256 MB', async () => {
  const first = path.join(from.dataDir, 'first.jsonl');
  const second = path.join(to.dataDir, 'second.jsonl');
  await pipeline(Readable.from(records()), createWriteStream(first));
  await begin(to.dataDir);
  const { out } = await run('import', first);
  expect(out).toBe(`${count} memories were imported, 0 were there already.\n`);
  const importMb = peakMb();
  await gateway.stop();

  await begin(to.dataDir);
  await run('export', second);
  const exportMb = peakMb();
  expect(await digestOf(second)).toEqual(await digestOf(first));
  console.log(`peak of the gateway: import ${importMb} MB, export ${exportMb} MB`);
  expect(importMb).toBeLessThan(memoryLimitMb);
  expect(exportMb).toBeLessThan(memoryLimitMb);
});

it('goes on where an import was interrupted', async () => {
  const file = path.join(from.dataDir, 'first.jsonl');
  await begin(from.dataDir);
  await writeMany(4000);
  await run('export', file);
  await gateway.stop();

  await begin(to.dataDir);
  const importing = tutti(['memory', 'import', file], { env: { TUTTI_DATA_DIR: to.dataDir } });
  await expect.poll(memories, { timeout: 30_000 }).toBeGreaterThan(0);
  await gateway.kill();
  expect((await importing).code).toBe(1);
  await begin(to.dataDir);
  await run('import', file);
  const second = path.join(to.dataDir, 'second.jsonl');
  await run('export', second);
  expect(await digestOf(second)).toEqual(await digestOf(file));
});

async function begin(folder: string): Promise<void> {
  dataDir = folder;
  gateway = await startGateway({ dataDir });
}

/** As an export has them. */
function* records(): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const at = new Date(1_700_000_000_000 + index * 60_000).toISOString();
    const record = {
      id: `mem_${index.toString(36).padStart(26, '0')}`,
      text: textOf(index),
      tags: index % 10 === 0 ? ['tenth', `t${index % 7}`] : [],
      namespace: `talk ${Math.floor(index / 20_000)}`,
      ...(index % 2 === 0 && { speaker_id: 'ada' }),
      trust: 'owner',
      stored_by: 'chatgpt',
      created_at: at,
      said_at: at,
      version: 1,
    };
    yield `${JSON.stringify(record)}\n`;
  }
}

async function writeMany(many: number): Promise<void> {
  const client = createClient({ url: gateway.url, key: apiKey });
  for (let at = 0; at < many; at += perCall) {
    const texts = Array.from({ length: perCall }, (_, index) => ({ text: textOf(at + index) }));
    const inputs = { memories: texts, namespace: `talk ${Math.floor(at / 20_000)}` };
    const { status } = await client.call({ intent: 'memory.write', inputs, wait_s: 40 });
    expect(status).toBe('success');
  }
  await client.close();
}

function textOf(index: number): string {
  const words =
    createHash('sha256')
      .update(String(index))
      .digest('base64')
      .match(/[a-z]+/gi) ?? [];
  return `Turn ${index}: I met ${words.join(' ')} on the way and we talked about the number ${index * 7}`;
}

async function run(command: 'export' | 'import', file: string) {
  const ended = await tutti(['memory', command, file], { env: { TUTTI_DATA_DIR: dataDir } });
  expect(ended).toMatchObject({ code: 0 });
  return ended;
}

async function memories(): Promise<number> {
  const client = createClient({ url: gateway.url, key: apiKey });
  const { result } = await client.call({ intent: 'memory.list', inputs: { limit: 1 } });
  await client.close();
  return (result as { items: unknown[] }).items.length;
}

/** The most that the gateway ever held, as the kernel counted it. */
function peakMb(): number {
  const status = readFileSync(`/proc/${gateway.pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
