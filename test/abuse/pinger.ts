import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface Pings {
  readonly count: number;
  readonly failed: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** Pings the gateway from now on, until it is stopped and tells how that went. */
export function startPinging(gateway: { url: string; key: string }): { stop(): Promise<Pings> } {
  const worker = new Worker(new URL('./pinger-worker.ts', import.meta.url), {
    workerData: gateway,
  });
  return {
    async stop() {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('stop');
      const [{ tookMs, failed }] = (await once(worker, 'message')) as [
        { tookMs: number[]; failed: number },
      ];
      const sorted = tookMs.toSorted((a, b) => a - b);
      const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Infinity;
      return { count: sorted.length, failed, p95Ms: at(0.95), maxMs: at(1) };
    },
  };
}
