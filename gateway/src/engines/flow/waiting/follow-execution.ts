import { setTimeout as sleep } from 'node:timers/promises';
import { UnsureOutcome } from '../../../intents/unsure-outcome.ts';
import type { ExecutionRecords, FlowEnding, FlowPlace } from '../provider.ts';

const firstLookMs = 1000;
const longestPauseMs = 10_000;
/* An execution that was not kept is gone at its end; its report may still be on the way. */
const looksUntilGone = 4;
const searchForMs = 45_000;

interface Following {
  readonly records: ExecutionRecords;
  readonly signal: AbortSignal;
}

/** Looks again and again until an execution has ended. Survives a provider that is away meanwhile. */
export async function followExecution(
  executionId: string,
  { records, signal }: Following,
): Promise<FlowEnding> {
  let goneLooks = 0;
  for (let look = 0; ; look += 1) {
    await pause(Math.min(longestPauseMs, firstLookMs * 1.5 ** look), signal);
    const found = await records.look(executionId).catch(() => undefined);
    switch (found?.kind) {
      case undefined:
        break;
      case 'running':
        goneLooks = 0;
        break;
      case 'ended':
        return found.ending;
      case 'lost':
        throw new UnsureOutcome(found.because, { details: { execution_id: executionId } });
      case 'gone':
        goneLooks += 1;
        if (goneLooks >= looksUntilGone) throw executionGone(executionId);
        break;
      default:
        return found satisfies never;
    }
  }
}

interface Search extends Following {
  readonly runId: string;
  readonly place: FlowPlace;
  readonly since: number;
  readonly now: () => number;
}

/** The execution that was begun for a run whose call broke off; undefined where there is none, or nobody to ask. */
export async function searchExecution(search: Search): Promise<string | undefined> {
  const { records, signal, runId, place, since, now } = search;
  const until = now() + searchForMs;
  let misses = 0;
  for (let look = 0; misses < 2 && now() < until; look += 1) {
    await pause(Math.min(5000, 500 * 2 ** look), signal);
    const found = await records.findByRun({ runId, place, since }).then(
      (id) => ({ id }),
      () => undefined,
    );
    if (found?.id !== undefined) return found.id;
    if (found) misses += 1;
  }
  return undefined;
}

function executionGone(executionId: string): UnsureOutcome {
  return new UnsureOutcome('its execution is no longer kept, and it did not call back', {
    hint: 'The owner lets the workflow save its executions.',
    details: { execution_id: executionId },
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { ref: false, signal });
}
