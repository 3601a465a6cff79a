import type { Progress } from '#contract';
import type { CallRun } from '../intents/engine.ts';
import type { ActiveRun, ActiveRuns } from './active-runs.ts';
import { accompany, type Companion } from './companion.ts';
import { execute, type Execution } from './execute.ts';
import type { Outcome } from './outcome.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { createStopSwitch, type StopSwitch } from './stop-switch.ts';
import { settleRun, type SettleParts } from './settle-run.ts';

const saveProgressEveryMs = 1000;

export interface StartParts extends SettleParts {
  readonly active: ActiveRuns;
}

export type Work = Pick<Execution, 'engine' | 'intent' | 'caller' | 'standing'> & {
  readonly companion?: Companion | undefined;
};

/** Begins a run that is recorded and claimed; it settles by itself. */
export function startRun(
  run: Run,
  { resumed, ...work }: Work & Pick<Execution, 'resumed'>,
  parts: StartParts,
): ActiveRun {
  const stop = createStopSwitch();
  const { engine, intent, caller, companion, standing } = work;
  const deadlineMs = resumed?.withinMs ?? intent.deadlineMs;
  const outcome = execute({
    engine,
    intent,
    caller,
    ...(standing && { standing }),
    inputs: run.inputs,
    ...(run.plan !== undefined && { plan: run.plan }),
    idempotencyKey: run.id,
    traceId: run.traceId,
    ...accompany(companion, { stop, progress: createProgressReporter(run, parts) }),
    run: () => callRunOf(run, { deadlineAt: parts.now() + deadlineMs, store: parts.store }),
    ...(resumed && { resumed }),
  });
  return trackRun(run, { outcome, stop }, parts);
}

/** Follows an execution that goes on already to its settling. */
export function trackRun(
  run: Run,
  { outcome, stop }: { outcome: Promise<Outcome>; stop: StopSwitch },
  parts: StartParts,
): ActiveRun {
  const settled = outcome.then((ending) =>
    /* Nobody knows yet how it ended: the next start decides, by its record. */
    ending.kind === 'lost' ? undefined : settleRun(run, ending, parts),
  );
  const activeRun: ActiveRun = { id: run.id, epoch: run.epoch, settled, stop };
  parts.active.add(activeRun);
  return activeRun;
}

/** A recorded run, as its engine sees it. */
export function callRunOf(
  { id, epoch }: Pick<Run, 'id' | 'epoch'>,
  { deadlineAt, store }: { deadlineAt: number; store: Pick<RunStore, 'saveHandle'> },
): CallRun {
  return {
    id,
    attempt: epoch,
    deadlineAt,
    keepHandle: (handle) => store.saveHandle({ runId: id, epoch, handle }),
  };
}

/** Tells listeners at once, and the store at most once a second. */
export function createProgressReporter(
  run: Pick<Run, 'id' | 'epoch'>,
  parts: StartParts,
): (progress: Progress) => void {
  let savedAt = 0;
  return (progress) => {
    parts.active.publish(run.id, progress);
    const now = parts.now();
    if (now - savedAt < saveProgressEveryMs) return;
    savedAt = now;
    parts.store
      .saveProgress({ runId: run.id, epoch: run.epoch, progress })
      .catch((error: unknown) =>
        parts.log.debug({ err: error, job_id: run.id }, 'progress was not saved'),
      );
  };
}
