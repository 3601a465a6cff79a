import type { Stoppable } from './platform/lifecycle.ts';
import type { Logger } from './platform/logger.ts';
import { keepHouse } from './runs/housekeeping.ts';
import { keepApprovals } from './runs/keep-approvals.ts';
import { keepLeases } from './runs/lease-keeper.ts';
import { recoverRuns } from './runs/recover-runs.ts';
import type { RunStore } from './runs/run-store.ts';

interface Background {
  readonly runs: RunStore;
  readonly now: () => number;
  readonly log: Logger;
  readonly limits: () => { readonly runsDays: number; readonly receiptsOfReadsDays: number };
  readonly recovery: Parameters<typeof recoverRuns>[0];
  readonly approvals: Pick<Parameters<typeof keepApprovals>[0], 'desk' | 'startQueued'>;
  readonly delivery: Stoppable;
  readonly meaning: Stoppable;
}

/** Recovers what the last process left, and starts what goes on by itself; to be stopped in this order. */
export async function startBackground(parts: Background): Promise<readonly Stoppable[]> {
  const { runs, now, log, limits, recovery, approvals, delivery, meaning } = parts;
  return [
    await recoverRuns(recovery),
    keepLeases(recovery),
    keepHouse({
      store: runs,
      now,
      runsDays: () => limits().runsDays,
      receiptsOfReadsDays: () => limits().receiptsOfReadsDays,
      log,
    }),
    keepApprovals({ ...approvals, log }),
    delivery,
    meaning,
  ];
}
