import type { Progress } from '#contract';
import type { Caller } from '../identity/caller.ts';
import type { ClientLink } from '../intents/client-link.ts';
import type { Engine, EngineCall } from '../intents/engine.ts';
import type { Intent } from '../intents/intent.ts';
import type { JsonObject, JsonValue } from '../platform/json.ts';
import { setLateTimer } from './late-timer.ts';
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
  readonly client?: ClientLink;
}

/**
 * Lets the engine do it, ends it at its deadline, and says how it ended. Never rejects.
 * An engine that ignores its signal does not hold the run up.
 */
export function execute(execution: Execution): Promise<Outcome> {
  const { engine, intent, stop } = execution;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const deadline = setLateTimer(() => stop.stop('deadline'), intent.deadlineMs);
  const end = (outcome: Outcome): void => {
    deadline.clear();
    resolve(outcome);
  };
  stop.onStop((reason) => end(stoppedOutcome(reason, intent.deadlineMs)));
  void outcomeOf(engine, intent, engineCallOf(execution)).then(end);
  return promise;
}

async function outcomeOf(engine: Engine, intent: Intent, call: EngineCall): Promise<Outcome> {
  try {
    const { result, changes = [] } = await engine.run(intent, call);
    return { kind: 'done', result: takeResult(result, intent), changes };
  } catch (error) {
    return { kind: 'threw', error };
  }
}

export function engineCallOf(execution: Execution): EngineCall {
  return new ExecutedCall(execution);
}

/* A class, for its getter: on a literal it would be defined anew for each call, and cost more than the call. */
class ExecutedCall implements EngineCall {
  readonly inputs: JsonObject;
  readonly caller: EngineCall['caller'];
  declare readonly plan?: JsonValue;
  declare readonly idempotencyKey?: string;
  declare readonly client?: ClientLink;
  readonly traceparent: string;
  readonly progress: (progress: Progress) => void;
  readonly #stop: StopSwitch;

  constructor(execution: Execution) {
    const { inputs, caller, plan, idempotencyKey, client, traceId, stop, progress } = execution;
    this.inputs = inputs;
    this.caller = caller;
    if (plan !== undefined) this.plan = plan;
    if (idempotencyKey !== undefined) this.idempotencyKey = idempotencyKey;
    if (client !== undefined) this.client = client;
    this.traceparent = `00-${traceId}-${traceId.slice(16)}-01`;
    this.progress = progress;
    this.#stop = stop;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }
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
