import type { Answer, Progress } from '#contract';
import type { StopReason, StopSwitch } from './stop-switch.ts';

/** A run that goes on in this process. */
export interface ActiveRun {
  readonly id: string;
  readonly epoch: number;
  /** Resolves with the answer once it is committed; `undefined` where another replica took the run over. */
  readonly settled: Promise<Answer | undefined>;
  readonly stop: StopSwitch;
}

/** The recorded runs of this process, for those who wait for them. */
export interface ActiveRuns {
  add(run: ActiveRun): void;
  find(runId: string): ActiveRun | undefined;
  /** Asks a run to end; false where it does not go on here. */
  stop(runId: string, reason: StopReason): boolean;
  ids(): readonly string[];
  /** Runs that go on, and places held for those about to. */
  count(): number;
  /** Holds a place for a run while it is being recorded; gives what lets go of it, to be called once. */
  holdPlace(): () => void;
  publish(runId: string, progress: Progress): void;
  latestProgress(runId: string): Progress | undefined;
  /** Calls back at each progress of the run from now on; gives what ends the subscription. */
  onProgress(runId: string, listener: () => void): () => void;
  /** Stops every run, those that are added later too, and waits until none is left. */
  stopAll(reason: StopReason): Promise<void>;
  /** Aborted by `stopAll`: nothing begins here any more, and who waits for a run need not wait on. */
  readonly stopping: AbortSignal;
}

export function createActiveRuns(): ActiveRuns {
  const runs = new Map<string, ActiveRun>();
  const listeners = new Map<string, Set<() => void>>();
  const progressOf = new Map<string, Progress>();
  let held = 0;
  const stopping = new AbortController();

  return {
    add(run) {
      runs.set(run.id, run);
      if (stopping.signal.aborted) run.stop.stop('shutdown');
      const forget = () => {
        if (runs.get(run.id) !== run) return;
        runs.delete(run.id);
        listeners.delete(run.id);
        progressOf.delete(run.id);
      };
      run.settled.then(forget, forget);
    },
    find: (runId) => runs.get(runId),
    stop(runId, reason) {
      const run = runs.get(runId);
      run?.stop.stop(reason);
      return run !== undefined;
    },
    ids: () => [...runs.keys()],
    count: () => runs.size + held,
    holdPlace() {
      held += 1;
      return () => void (held -= 1);
    },
    publish(runId, progress) {
      if (!runs.has(runId)) return;
      progressOf.set(runId, progress);
      for (const listener of listeners.get(runId) ?? []) listener();
    },
    latestProgress: (runId) => progressOf.get(runId),
    onProgress(runId, listener) {
      const ofRun = listeners.get(runId) ?? new Set();
      listeners.set(runId, ofRun.add(listener));
      return () => void ofRun.delete(listener);
    },
    async stopAll(reason) {
      stopping.abort();
      const going = [...runs.values()];
      for (const run of going) run.stop.stop(reason);
      await Promise.allSettled(going.map((run) => run.settled));
    },
    stopping: stopping.signal,
  };
}
