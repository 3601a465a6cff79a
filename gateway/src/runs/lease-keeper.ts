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
export function keepLeases(parts: LeaseParts): Stoppable {
  const { active, leaseMs, log } = parts;
  const keep = async (): Promise<void> => {
    try {
      await lengthenLeases(parts);
    } catch (error) {
      log.warn({ err: error, runs: active.ids().length }, 'leases could not be lengthened');
    }
  };
  const timer = setInterval(() => void keep(), leaseMs / 3);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}

/** Lengthens the leases of what goes on here, once. */
export async function lengthenLeases({
  store,
  active,
  replicaId,
  leaseMs,
  now,
}: Omit<LeaseParts, 'log'>): Promise<void> {
  const runIds = active.ids();
  if (runIds.length === 0) return;
  const toCancel = await store.touchRuns({ replicaId, runIds, leaseUntil: now() + leaseMs });
  for (const runId of toCancel) active.stop(runId, 'cancelled');
}
