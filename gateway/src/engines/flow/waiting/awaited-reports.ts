import type { Progress } from '#contract';
import type { Standing } from '../../../intents/engine.ts';
import type { FlowEnding } from '../provider.ts';

/** The attempts that this process waits for, and what their flows report. */
export interface AwaitedReports {
  open(attempt: AwaitedAttempt): OpenAttempt;
  /** Undefined where nobody here waits for that attempt. */
  find(runId: string, attempt: number): AwaitedAttempt | undefined;
  /** Hands in how the flow ended; false where it is not waited for, or was told before. */
  settle(runId: string, attempt: number, ending: FlowEnding): boolean;
}

export interface AwaitedAttempt {
  readonly runId: string;
  /** Undefined: whichever it was, because the process that began it told nothing. */
  readonly attempt: number | undefined;
  /** By which its flow is known. */
  readonly intent: string;
  readonly caller: string;
  readonly calls: readonly string[];
  /** It was declared to change nothing: what it calls is only previewed where it would. */
  readonly mayOnlyRead: boolean;
  readonly standing: Standing;
  readonly progress: (progress: Progress) => void;
}

export interface OpenAttempt {
  readonly report: Promise<FlowEnding>;
  close(): void;
}

export function createAwaitedReports(): AwaitedReports {
  const open = new Map<string, { attempt: AwaitedAttempt; tell: (ending: FlowEnding) => void }>();
  const findOpen = (runId: string, attempt: number) => {
    const found = open.get(runId);
    if (!found) return undefined;
    const { attempt: awaited } = found.attempt;
    return awaited === undefined || awaited === attempt ? found : undefined;
  };
  return {
    open(attempt) {
      const { promise, resolve } = Promise.withResolvers<FlowEnding>();
      const entry = { attempt, tell: resolve };
      open.set(attempt.runId, entry);
      return {
        report: promise,
        close() {
          if (open.get(attempt.runId) === entry) open.delete(attempt.runId);
        },
      };
    },
    find: (runId, attempt) => findOpen(runId, attempt)?.attempt,
    settle(runId, attempt, ending) {
      const found = findOpen(runId, attempt);
      if (!found) return false;
      /* Whoever comes second finds nothing to settle. */
      open.delete(runId);
      found.tell(ending);
      return true;
    },
  };
}
