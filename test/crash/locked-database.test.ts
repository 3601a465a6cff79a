/** What becomes of calls while another process (a backup, a curious owner) holds the database. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from './support/client.ts';
import {
  apiKey,
  newDataDir,
  startGateway,
  type GatewayProcess,
} from './support/gateway-process.ts';

const folder = newDataDir();
let gateway: GatewayProcess;
let client: Client;
beforeAll(async () => {
  gateway = await startGateway(folder);
  client = createClient({ url: gateway.url, key: apiKey, connections: 64 });
});
afterAll(async () => {
  await client.close();
  await gateway.stop();
  folder.remove();
});

describe('while another process holds the write lock', () => {
  it('writes wait for two seconds and succeed; reads do not wait', async () => {
    const lock = lockForWriting();
    const startedAt = performance.now();
    const writes = Promise.all(
      Array.from({ length: 50 }, (_, n) => remember(`written while locked ${n}`)),
    );
    const pingedMs = await timed(() => client.call({ intent: 'system.ping' }));
    const readMs = await timed(() => client.call({ intent: 'memory.list' }));
    await sleep(2000 - (performance.now() - startedAt));
    lock.release();
    expect(new Set((await writes).map(({ status }) => status))).toEqual(new Set(['success']));
    expect(performance.now() - startedAt).toBeGreaterThan(1900);
    expect(Math.max(pingedMs, readMs)).toBeLessThan(1000);
  });

  it('a write gives up after some seconds, having done nothing, and works again later', async () => {
    const lock = lockForWriting();
    const answer = await remember('given up');
    lock.release();
    expect(answer.error).toMatchObject({ code: 'storage_unavailable', retryable: true });
    expect((await remember('written later')).status).toBe('success');
    const list = await client.call({ intent: 'memory.list', inputs: { limit: 200 } });
    expect(JSON.stringify(list.result)).toContain('written later');
    expect(JSON.stringify(list.result)).not.toContain('given up');
  });
});

function remember(text: string) {
  return client.call({ intent: 'memory.write', inputs: { text } });
}

/* Locks of SQLite are between connections of different processes: the gateway is one of its own. */
function lockForWriting(): { release(): void } {
  const db = new DatabaseSync(path.join(folder.dataDir, 'tutti.db'), { timeout: 5000 });
  db.exec('BEGIN IMMEDIATE');
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
