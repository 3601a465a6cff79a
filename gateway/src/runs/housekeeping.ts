import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logger.ts';
import type { RunStore } from './run-store.ts';

const dayMs = 24 * 60 * 60_000;
const everyMs = 10 * 60_000;
const keptReadReceipts = 200_000;

interface HousekeepingParts {
  readonly store: RunStore;
  readonly now: () => number;
  readonly runsDays: () => number;
  readonly receiptsOfReadsDays: () => number;
  readonly log: Logger;
}

/** Forgets from time to time what is past its time. */
export function keepHouse({
  store,
  now,
  runsDays,
  receiptsOfReadsDays,
  log,
}: HousekeepingParts): Stoppable {
  const sweep = async (): Promise<void> => {
    try {
      const rows = await store.prune({
        now: now(),
        runsBefore: now() - runsDays() * dayMs,
        readReceiptsBefore: now() - receiptsOfReadsDays() * dayMs,
        keepReadReceipts: keptReadReceipts,
      });
      if (rows > 0) log.debug({ rows }, 'what was past its time is gone');
    } catch (error) {
      log.warn({ err: error }, 'what is past its time could not be removed');
    }
  };
  const timer = setInterval(() => void sweep(), everyMs);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}
