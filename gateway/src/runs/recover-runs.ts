import type { Catalog } from '../intents/catalog.ts';
import type { Stoppable } from '../platform/lifecycle.ts';
import type { Directory } from '../identity/directory.ts';
import type { LaneParts } from './lane-parts.ts';
import { lengthenLeases } from './lease-keeper.ts';
import type { Run } from './run.ts';
import { settleRun } from './settle-run.ts';
import { startRun, type Work } from './start-run.ts';

const batchSize = 100;

/** What becomes of a run whose process is gone. */
export type Recovery = 'run_again' | 'wait_again' | 'settle_cancelled' | 'settle_unknown';

/**
 * What its far side goes on with is waited for again. Else, only what is declared harmless is run
 * again; of anything else nobody knows whether it happened.
 */
export function decideRecovery(
  run: Pick<Run, 'effect' | 'repeat' | 'cancelRequestedAt' | 'handle'>,
  { canWaitAgain }: { canWaitAgain: boolean },
): Recovery {
  const harmless = run.effect === 'read' || run.repeat === 'safe';
  if (run.cancelRequestedAt === undefined && canWaitAgain) {
    if (run.handle !== undefined || !harmless) return 'wait_again';
  }
  if (!harmless) return 'settle_unknown';
  return run.cancelRequestedAt === undefined ? 'run_again' : 'settle_cancelled';
}

interface RecoveryParts extends LaneParts {
  readonly catalog: Catalog;
  readonly directory: Directory;
}

/** Takes over runs whose lease has ended, now and from time to time. Its stop waits for what it is doing. */
export async function recoverRuns(parts: RecoveryParts): Promise<Stoppable> {
  const { store, active, replicaId, leaseMs, now, log } = parts;
  const sweep = async (): Promise<void> => {
    try {
      /* A machine that slept wakes with every lease ended: what goes on here must not count as lost. */
      await lengthenLeases(parts);
      let runs: readonly Run[];
      do {
        runs = await store.takeExpiredRuns({
          replicaId,
          now: now(),
          leaseUntil: now() + leaseMs,
          limit: batchSize,
        });
        await Promise.all(runs.map((run) => recoverRun(run, parts)));
      } while (runs.length === batchSize && !active.stopping.aborted);
    } catch (error) {
      log.warn({ err: error }, 'runs with ended leases could not be taken over');
    }
  };
  let sweeping: Promise<void> | undefined;
  const sweepAlone = (): Promise<void> =>
    (sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    }));
  await sweepAlone();
  const timer = setInterval(() => void sweepAlone(), leaseMs / 2);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

async function recoverRun(run: Run, parts: RecoveryParts): Promise<void> {
  /* Taken over while the gateway stops: the next start takes it over again. */
  if (parts.active.stopping.aborted) return;
  const work = workOf(run, parts);
  const recovery = decideRecovery(run, { canWaitAgain: work?.engine.resume !== undefined });
  parts.log.info({ job_id: run.id, intent: run.intent, recovery }, 'a run was taken over');
  switch (recovery) {
    case 'settle_unknown':
      return void (await settleRun(run, { kind: 'lost' }, parts));
    case 'settle_cancelled':
      return void (await settleRun(run, { kind: 'cancelled' }, parts));
    case 'wait_again':
    case 'run_again': {
      if (!work) return void (await settleRun(run, { kind: 'cancelled' }, parts));
      const resumed = recovery === 'wait_again' && {
        handle: run.handle,
        withinMs: timeLeftOf(run, work, parts.now()),
      };
      return void startRun(run, { ...work, ...(resumed && { resumed }) }, parts);
    }
    default:
      recovery satisfies never;
  }
}

/* Even where its deadline has passed: what came of it meanwhile is worth a look. */
const leastWaitMs = 15_000;

function timeLeftOf({ handle, createdAt }: Run, { intent }: Work, now: number): number {
  const deadlineAt = handle?.['deadlineAt'];
  const until = typeof deadlineAt === 'number' ? deadlineAt : createdAt + intent.deadlineMs;
  return Math.max(leastWaitMs, until - now);
}

/* A revoked caller's or a withdrawn intent's run is not begun again. */
function workOf(run: Run, { catalog, directory }: RecoveryParts): Work | undefined {
  const caller = directory.findLiveCaller(run.caller);
  const offers = caller ? catalog.offersOf(run.intent, caller.scopes) : [];
  const offer = offers.find(({ engine }) => engine.name === run.route.engine);
  return caller && offer ? { caller, ...offer } : undefined;
}
