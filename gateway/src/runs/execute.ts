import type { Progress } from '#contract';
import type { Caller } from '../identity/caller.ts';
import type { Engine, EngineCall } from '../intents/engine.ts';
import type { Intent } from '../intents/intent.ts';
import type { JsonObject, JsonValue } from '../platform/json.ts';
import type { Outcome } from './outcome.ts';

/** What an engine needs to know to do one run. */
export interface Execution {
  readonly engine: Engine;
  readonly intent: Intent;
  readonly inputs: JsonObject;
  readonly caller: Pick<Caller, 'name' | 'space' | 'scopes'>;
  readonly plan?: JsonValue;
  readonly idempotencyKey?: string;
  readonly traceId: string;
  /** Aborting it ends the run; the reason says why. */
  readonly stop: AbortController;
  readonly progress: (progress: Progress) => void;
}

export type StopReason = 'cancelled' | 'deadline' | 'shutdown';

/** Lets the engine do it, ends it at its deadline, and says how it ended. Never rejects. */
export async function execute(execution: Execution): Promise<Outcome> {
  const { engine, intent, stop } = execution;
  const timer = setTimeout(() => stop.abort('deadline' satisfies StopReason), intent.deadlineMs);
  try {
    const work = engine.run(intent, engineCallOf(execution));
    const { result, changes = [] } = await unlessAborted(work, stop.signal);
    return { kind: 'done', result, changes };
  } catch (error) {
    return stop.signal.aborted
      ? stoppedOutcome(stop.signal, intent.deadlineMs)
      : { kind: 'threw', error };
  } finally {
    clearTimeout(timer);
  }
}

export function engineCallOf(execution: Execution): EngineCall {
  const { inputs, caller, plan, idempotencyKey, traceId, stop } = execution;
  return {
    inputs,
    caller: { name: caller.name, space: caller.space, scopes: caller.scopes },
    signal: stop.signal,
    ...(plan !== undefined && { plan }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    traceparent: `00-${traceId}-${traceId.slice(16)}-01`,
    progress: execution.progress,
  };
}

function stoppedOutcome(signal: AbortSignal, deadlineMs: number): Outcome {
  const reason =
    signal.reason as StopReason; /* only this folder aborts, always with a StopReason */
  switch (reason) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'deadline':
      return { kind: 'timed_out', deadlineMs };
    case 'shutdown':
      return { kind: 'lost' };
    default:
      return reason satisfies never;
  }
}

/* An engine that ignores its signal must not hold the run up. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
