import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient, type Client } from '../crash/support/client.ts';
import {
  apiKey,
  newDataDir,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';
import { startEmbeddingServer, type EmbeddingServer } from './embedding-server.ts';
import { createSmallModel } from './small-model.ts';

const small = createSmallModel();
const rounds = 4;
const perCall = 60;

let folder: ReturnType<typeof newDataDir>;
let server: EmbeddingServer;
let gateway: GatewayProcess;
beforeEach(async () => {
  folder = newDataDir();
  server = await startEmbeddingServer({ small });
  await begin();
});
afterEach(async () => {
  await gateway.stop();
  await server.stop();
  folder.remove();
});

it('keeps vectors in step with memories through kill -9 while they are made', async () => {
  let amid = 0;
  for (let round = 0; round < rounds; round += 1) {
    const client = createClient({ url: gateway.url, key: apiKey });
    const work = keepBusy(client, round);
    const before = counted().vectors;
    await expect.poll(() => isAmid(before), { timeout: 30_000, interval: 20 }).toBe(true);
    await sleep(round * 40);
    await gateway.kill();
    await work;
    await client.close();
    if (isAmid(0)) amid += 1;
    expect(astray()).toEqual([]);
    await begin();
  }
  // Otherwise nothing was interrupted, and nothing shown.
  expect(amid).toBeGreaterThan(0);
  await expect.poll(() => counted().missing, { timeout: 60_000, interval: 250 }).toBe(0);
  expect(counted().vectors).toBe(counted().memories);
  expect(counted().memories).toBeGreaterThan(perCall);
  expect(astray()).toEqual([]);
  expect(leastAlike()).toBeGreaterThan(0.999);
  expect(await unheardOf()).toEqual([]);
});

async function begin(): Promise<void> {
  const yaml = `limits: {rate_per_minute: 1000000}\nmemory: {embeddings: {url: "${server.url}", model: small, query_timeout_ms: 5000}}\n`;
  gateway = await startGateway({ dataDir: folder.dataDir, yaml });
}

/** Whether vectors came since, and others are still to come. */
function isAmid(before: number): boolean {
  const { vectors, missing } = counted();
  return vectors > before && missing > 0;
}

/** Writes, changes and forgets until it is killed. */
async function keepBusy(client: Client, round: number): Promise<void> {
  try {
    for (let step = 0; ; step += 1) {
      const memories = Array.from({ length: perCall }, (_, at) => ({
        text: `Note ${round}.${step}.${at}: the ${nth(at)} of the house was seen in the ${nth(at + step)}`,
      }));
      const { result } = await client.call({ intent: 'memory.write', inputs: { memories } });
      const [changed, forgotten] = (result as { ids: string[] }).ids;
      const text = `Note ${round}.${step}, changed: the garden needs water`;
      await client.call({ intent: 'memory.update', inputs: { id: changed, text } });
      const inputs = { id: forgotten };
      const { confirm } = await client.call({ intent: 'memory.forget', inputs });
      await client.call({ intent: 'memory.forget', inputs, confirm_token: confirm?.token });
    }
  } catch {
    // killed
  }
}

const things = ['dog', 'kitchen', 'boat', 'violin', 'tomato', 'train', 'doctor', 'river'];
const nth = (at: number): string => things[at % things.length] ?? '';

function open(): DatabaseSync {
  return new DatabaseSync(path.join(folder.dataDir, 'tutti.db'));
}

function counted(): { memories: number; vectors: number; missing: number } {
  using db = open();
  const count = (of: string) =>
    (db.prepare(`SELECT count(*) AS many FROM ${of}`).get() as { many: number }).many;
  return {
    memories: count('memories'),
    vectors: count('memory_vectors'),
    missing: count('memories WHERE seq NOT IN (SELECT memory FROM memory_vectors)'),
  };
}

/* Vectors of what is not there, and memories that have no vector and do not wait for one. */
function astray(): readonly unknown[] {
  using db = open();
  return db
    .prepare(
      `SELECT 'vector' AS what, memory AS of FROM memory_vectors WHERE memory NOT IN (SELECT seq FROM memories)
       UNION ALL SELECT 'queued', memory FROM memory_vector_queue WHERE memory NOT IN (SELECT seq FROM memories)
       UNION ALL SELECT 'unqueued', seq FROM memories WHERE seq NOT IN (
         SELECT memory FROM memory_vectors UNION SELECT memory FROM memory_vector_queue)
         AND EXISTS (SELECT 1 FROM embedding_models WHERE queued_to IS NULL)`,
    )
    .all();
}

/** How near the vector that is kept lies to that of the text as it reads now, where they differ most. */
function leastAlike(): number {
  using db = open();
  const rows = db
    .prepare('SELECT text, vector FROM memories JOIN memory_vectors ON memory = seq')
    .all() as { text: string; vector: Uint8Array }[];
  return Math.min(
    ...rows.map(({ text, vector }) => {
      const kept = new Float16Array(vector.buffer, vector.byteOffset, vector.byteLength / 2);
      return small.embed(text).reduce((sum, value, at) => sum + value * (kept[at] ?? 0), 0);
    }),
  );
}

/** Hits of a search by meaning that are not in the store. */
async function unheardOf(): Promise<readonly string[]> {
  const client = createClient({ url: gateway.url, key: apiKey });
  const found = async () => {
    const inputs = { query: 'Which pet did anybody notice?', k: 50 };
    const { result } = await client.call({ intent: 'memory.search', inputs });
    return result as { retrieval: string; items: { id: string }[] };
  };
  await expect.poll(async () => (await found()).retrieval, { timeout: 20_000 }).toBe('hybrid');
  const { items } = await found();
  await client.close();
  using db = open();
  const there = new Set(
    (db.prepare('SELECT id FROM memories').all() as { id: string }[]).map(({ id }) => id),
  );
  return items.map(({ id }) => id).filter((id) => !there.has(id));
}
