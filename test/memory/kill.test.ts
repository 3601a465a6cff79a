import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkDatabase } from '../crash/check-database.ts';
import { createClient, type Client } from '../crash/support/client.ts';
import {
  apiKey,
  newDataDir,
  startAndKill,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';
import { tutti } from '../e2e/support/tutti.ts';

let folder: ReturnType<typeof newDataDir>;
let gateway: GatewayProcess;
/** What was answered as done, by id: the text, or undefined where it was forgotten. */
let known: Map<string, string | undefined>;

beforeEach(async () => {
  folder = newDataDir();
  known = new Map();
  gateway = await startGateway({ dataDir: folder.dataDir });
});
afterEach(async () => {
  await gateway.stop();
  folder.remove();
});

it('keeps store and index in step through kill -9 amid writing, changing and forgetting', async () => {
  for (let round = 0; round < 5; round += 1) {
    const client = createClient({ url: gateway.url, key: apiKey });
    const work = Array.from({ length: 6 }, (_, worker) => keepBusy(client, `${round}-${worker}`));
    await sleep(300 + round * 130);
    await gateway.kill();
    await Promise.all(work);
    await client.close();
    expect(inTables()).toEqual([]);
    gateway = await startGateway({ dataDir: folder.dataDir });
    expect(await wronglyKnown()).toEqual([]);
    await gateway.stop();
    expect(checkDatabase(folder.dataDir)).toEqual([]);
    gateway = await startGateway({ dataDir: folder.dataDir });
  }
  expect(known.size).toBeGreaterThan(50);
});

it('lets no second gateway work on its data folder', async () => {
  const env = { TUTTI_DATA_DIR: folder.dataDir, PORT: '0', TUTTI_API_KEY: apiKey };
  const second = await tutti(['start'], { env });
  expect(second.code).toBe(1);
  expect(second.out + second.err).toMatch(/Another Tutti uses the data folder/);
  expect(second.out + second.err).toContain(folder.dataDir);
  const client = createClient({ url: gateway.url, key: apiKey });
  const inputs = { text: 'The first one still works' };
  expect(await client.call({ intent: 'memory.write', inputs })).toMatchObject({
    status: 'success',
  });
  await client.close();
  await gateway.kill();
  await startAndKill({ dataDir: folder.dataDir }, 200);
  gateway = await startGateway({ dataDir: folder.dataDir });
});

async function keepBusy(client: Client, name: string): Promise<void> {
  try {
    for (let step = 0; ; step += 1) await workOnce(client, `${name}-${step}`, step);
  } catch {
    // killed
  }
}

async function workOnce(client: Client, name: string, step: number): Promise<void> {
  const text = `Worker ${name} lives in town${step} near code${name.replaceAll('-', 'x')}`;
  const written = await client.call({ intent: 'memory.write', inputs: { text, speaker_id: 'w' } });
  const { id } = written.result as { id: string };
  known.set(id, text);
  if (step % 3 === 1) {
    const changed = `${text}, changed`;
    known.delete(id);
    const answer = await client.call({ intent: 'memory.update', inputs: { id, text: changed } });
    if (answer.status === 'success') known.set(id, changed);
  }
  if (step % 3 === 2) {
    const inputs = { id };
    const { confirm } = await client.call({ intent: 'memory.forget', inputs });
    known.delete(id);
    const confirm_token = confirm?.token;
    const gone = await client.call({ intent: 'memory.forget', inputs, confirm_token });
    if (gone.status === 'success') known.set(id, undefined);
  }
}

async function wronglyKnown(): Promise<readonly string[]> {
  const client = createClient({ url: gateway.url, key: apiKey });
  const wrong: string[] = [];
  for (const [id, text] of known) {
    const { result } = await client.call({ intent: 'memory.get', inputs: { id } });
    if ((result as { text?: string } | undefined)?.text !== text) wrong.push(id);
  }
  await client.close();
  return wrong;
}

/* Rows that speak of memories which are not there. */
function inTables(): readonly unknown[] {
  using db = new DatabaseSync(path.join(folder.dataDir, 'tutti.db'));
  return db
    .prepare(
      `SELECT 'likeness' AS what, seq AS of FROM memory_likeness WHERE seq NOT IN (SELECT seq FROM memories)
       UNION ALL SELECT 'version', memory_id FROM memory_versions WHERE memory_id NOT IN (SELECT id FROM memories)
       UNION ALL SELECT 'conflict', newer_id FROM memory_conflicts
         WHERE newer_id NOT IN (SELECT id FROM memories) OR older_id NOT IN (SELECT id FROM memories)
       UNION ALL SELECT 'unlike', id FROM memories WHERE seq NOT IN (SELECT seq FROM memory_likeness)`,
    )
    .all();
}
