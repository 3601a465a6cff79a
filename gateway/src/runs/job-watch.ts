import type { Job } from '#contract';
import { scopesCover } from '../identity/scope.ts';
import type { ActiveRuns } from './active-runs.ts';
import { jobOf } from './answers.ts';
import { jobNotFound, type Viewer } from './job-desk.ts';
import { isSettled } from './run.ts';
import type { RunStore } from './run-store.ts';
import { within } from './within.ts';

const lookAgainMs = 1000;

export interface JobEvent {
  readonly event: 'progress' | 'settled';
  readonly job: Job;
}

/** How a job goes, as it goes: an event for each progress, and a last one when it has ended. */
export type JobWatch = (
  viewer: Viewer,
  jobId: string,
  signal: AbortSignal,
) => AsyncGenerator<JobEvent, void, void>;

export function createJobWatch({
  store,
  active,
}: {
  store: RunStore;
  active: ActiveRuns;
}): JobWatch {
  return async function* watchJob({ space, scopes }, jobId, signal) {
    const moves = followMoves(active, { jobId, signal });
    let shown = '';
    try {
      while (!signal.aborted) {
        const moved = moves.next();
        const run = await store.findRun({ runId: jobId, space });
        if (!run || !scopesCover(scopes, run.intent)) throw jobNotFound(jobId);
        if (isSettled(run.status)) return yield { event: 'settled', job: jobOf(run) };
        const progress = active.latestProgress(jobId) ?? run.progress;
        const job = jobOf(progress ? { ...run, progress } : run);
        const text = JSON.stringify([job.status, job.progress]);
        if (text !== shown) yield { event: 'progress', job };
        shown = text;
        await within(moved, lookAgainMs);
      }
    } finally {
      moves.end();
    }
  };
}

interface Moves {
  /** Resolves at the next progress or the end of a run of this process; runs elsewhere are looked at each second. */
  next(): Promise<undefined>;
  end(): void;
}

/* One subscription for all moves: one for each would pile up while a run goes on. */
function followMoves(
  active: ActiveRuns,
  { jobId, signal }: { jobId: string; signal: AbortSignal },
): Moves {
  let wake: () => void = () => undefined;
  const move = () => wake();
  const run = active.find(jobId);
  const end = run ? active.onProgress(jobId, move) : () => undefined;
  run?.settled.then(move, move);
  signal.addEventListener('abort', move, { once: true });
  return {
    next() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      wake = () => resolve(undefined);
      return promise;
    },
    end() {
      end();
      signal.removeEventListener('abort', move);
    },
  };
}
