import type { Progress } from '#contract';
import type { Caller } from '../identity/caller.ts';
import type { Engine, EngineCall, EngineResult } from '../intents/engine.ts';
import type { Intent } from '../intents/intent.ts';
import type { JsonObject, JsonValue } from '../platform/json.ts';
import type { Outcome } from './outcome.ts';
import type { StopReason, StopSwitch } from './stop-switch.ts';
import { takeResult } from './take-result.ts';

/** What an engine needs to know to do one run. */
export interface Execution {
  readonly engine: Engine;
  readonly intent: Intent;
  readonly inputs: JsonObject;
  readonly caller: Pick<Caller, 'name' | 'space' | 'scopes'>;
  readonly plan?: JsonValue;
  readonly idempotencyKey?: string;
  readonly traceId: string;
  readonly stop: StopSwitch;
  readonly progress: (progress: Progress) => void;
}

/**
 * Lets the engine do it, ends it at its deadline, and says how it ended. Never rejects.
 * An engine that ignores its signal does not hold the run up.
 */
export function execute(execution: Execution): Promise<Outcome> {
  const { engine, intent, stop } = execution;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const deadline = setTimeout(() => stop.stop('deadline'), intent.deadlineMs);
  const end = (outcome: Outcome): void => {
    clearTimeout(deadline);
    resolve(outcome);
  };
  stop.onStop((reason) => end(stoppedOutcome(reason, intent.deadlineMs)));
  begin(engine, intent, engineCallOf(execution))
    .then(({ result, changes = [] }) =>
      end({ kind: 'done', result: takeResult(result, intent), changes }),
    )
    .catch((error: unknown) => end({ kind: 'threw', error }));
  return promise;
}

/* Async, so that an engine that throws before it returns a promise rejects like any other. */
async function begin(engine: Engine, intent: Intent, call: EngineCall): Promise<EngineResult> {
  return engine.run(intent, call);
}

export function engineCallOf(execution: Execution): EngineCall {
  const { inputs, caller, plan, idempotencyKey, traceId, stop, progress } = execution;
  return {
    inputs,
    caller,
    get signal() {
      return stop.signal;
    },
    ...(plan !== undefined && { plan }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    traceparent: `00-${traceId}-${traceId.slice(16)}-01`,
    progress,
  };
}

function stoppedOutcome(reason: StopReason, deadlineMs: number): Outcome {
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
