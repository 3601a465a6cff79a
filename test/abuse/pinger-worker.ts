/** Calls system.ping again and again, in a thread of its own: what the test does must not slow it down. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '../crash/support/client.ts';

const everyMs = 50;
const { url, key } = workerData as { url: string; key: string };
const client = createClient({ url, key, connections: 1 });
const tookMs: number[] = [];
let failed = 0;
const stopping = new AbortController();

parentPort?.on('message', () => stopping.abort());

while (!stopping.signal.aborted) {
  const startedAt = performance.now();
  const answer = await client.call({ intent: 'system.ping' }).catch(() => undefined);
  tookMs.push(performance.now() - startedAt);
  if (answer?.status !== 'success') failed += 1;
  await sleep(everyMs);
}
await client.close();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage({ tookMs, failed });
parentPort?.close();
