import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { attemptDelivery, type AttemptOptions } from './attempt-delivery.ts';
import { decideDelivery } from './decide-delivery.ts';
import type { DueCallback } from './outbox-store.ts';
import { pauseMsUntil } from './pause.ts';
import { recordDelivery, type RecordOptions } from './record-delivery.ts';
import { createWorkLoop, type WorkLoop } from './work-loop.ts';

export interface CallbackDeliveryOptions extends RecordOptions, Omit<AttemptOptions, 'timeoutMs'> {
  readonly timeoutMs?: number;
  /** Callbacks under way at once, over all callers. */
  readonly concurrency?: number;
  /** A caller with so many under way gets no more, so that one slow receiver leaves room for the others. */
  readonly concurrencyPerCaller?: number;
}

/** Says by `wake` that a callback may be due. */
export type CallbackDelivery = WorkLoop;

const stopGraceMs = 1000;

/** Delivers the callbacks of the outbox, each at least once, until it is stopped. */
export function createCallbackDelivery(options: CallbackDeliveryOptions): CallbackDelivery {
  const { outbox, clock, log } = options;
  const { timeoutMs = 20_000, concurrency = 64, concurrencyPerCaller = 8 } = options;
  const leaseMs = 3 * timeoutMs;
  const underWay = new Map<string, { caller: string; ended: Promise<void> }>();
  const stopping = new AbortController();
  const stopped = new AbortController();
  const loop = createWorkLoop(startWhatIsDue, { log, name: 'callback delivery' });

  async function startWhatIsDue(): Promise<number> {
    const now = clock.now();
    const limit = Math.min(concurrency - underWay.size, concurrencyPerCaller);
    if (limit <= 0) return pauseMsUntil(undefined, now);
    const exceptCallers = busyCallers();
    const leaseUntil = now + leaseMs;
    const claimed = await outbox.claimDueCallbacks({ now, leaseUntil, limit, exceptCallers });
    for (const callback of claimed) start(callback);
    if (claimed.length === limit) return 0;
    return pauseMsUntil(await outbox.nextDueAt(), now);
  }

  function busyCallers(): readonly string[] {
    const byCaller = Map.groupBy(underWay.values(), ({ caller }) => caller);
    const busy = [...byCaller].filter(([, theirs]) => theirs.length >= concurrencyPerCaller);
    return busy.map(([caller]) => caller);
  }

  function start(callback: DueCallback): void {
    if (stopping.signal.aborted || underWay.has(callback.id)) return;
    const ended = deliver(callback).finally(() => {
      underWay.delete(callback.id);
      loop.wake();
    });
    underWay.set(callback.id, { caller: callback.caller, ended });
  }

  async function deliver(callback: DueCallback): Promise<void> {
    try {
      const result = await attemptDelivery(callback, { ...options, timeoutMs });
      if (stopped.signal.aborted) return;
      const { attempts } = callback;
      const decision = decideDelivery(result, { attempts, jitter: jitterOf(callback) });
      await recordDelivery(callback, decision, options);
    } catch (error) {
      // Its lease runs out and it is sent again, under the same webhook-id.
      log.error(
        { err: error, callback: callback.id },
        'The outcome of a callback was not recorded',
      );
    }
  }

  return {
    wake: () => loop.wake(),
    async stop() {
      stopping.abort();
      await loop.stop();
      const ended = Promise.all([...underWay.values()].map((delivery) => delivery.ended));
      const grace = new AbortController();
      await Promise.race([ended, waitUnless(grace.signal)]);
      grace.abort();
      stopped.abort();
    },
  };
}

async function waitUnless(signal: AbortSignal): Promise<void> {
  await wait(stopGraceMs, undefined, { signal }).catch(() => undefined);
}

/* Taken from the id, which is random already. */
function jitterOf({ id, attempts }: DueCallback): number {
  return createHash('sha256').update(`${id}:${attempts}`).digest().readUInt32BE() / 2 ** 32;
}
