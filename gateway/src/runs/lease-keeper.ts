import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logger.ts';
import type { ActiveRuns } from './active-runs.ts';
import type { RunStore } from './run-store.ts';

interface LeaseParts {
  readonly store: RunStore;
  readonly active: ActiveRuns;
  readonly replicaId: string;
  readonly leaseMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

/** Keeps the leases of what goes on here, and carries out cancellations asked for at another replica. */
export function keepLeases({ store, active, replicaId, leaseMs, now, log }: LeaseParts): Stoppable {
  const touch = async (): Promise<void> => {
    const runIds = active.ids();
    if (runIds.length === 0) return;
    try {
      const toCancel = await store.touchRuns({ replicaId, runIds, leaseUntil: now() + leaseMs });
      for (const runId of toCancel) active.stop(runId, 'cancelled');
    } catch (error) {
      log.warn({ err: error, runs: runIds.length }, 'leases could not be lengthened');
    }
  };
  const timer = setInterval(() => void touch(), leaseMs / 3);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}
