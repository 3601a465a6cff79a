import type { Progress } from '#contract';
import type { Caller } from '../identity/caller.ts';
import type { ClientLink } from '../intents/client-link.ts';
import type { CallRun, Engine, EngineCall, EngineResult, Standing } from '../intents/engine.ts';
import type { Intent } from '../intents/intent.ts';
import { UnsureOutcome } from '../intents/unsure-outcome.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { JsonObject, JsonValue } from '../platform/json.ts';
import { traceparentOf } from '../platform/traceparent.ts';
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
  readonly standing?: Standing | undefined;
  /** Made only for the engines that ask for it. */
  readonly run?: () => CallRun;
  /** Present: another process began it; wait for it again, at most until then. */
  readonly resumed?: { readonly handle: JsonObject | undefined; readonly withinMs: number };
}

/**
 * Lets the engine do it, ends it at its deadline, and says how it ended. Never rejects.
 * An engine that ignores its signal does not hold the run up.
 */
export function execute(execution: Execution): Promise<Outcome> {
  const { intent, stop, resumed } = execution;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const deadlineMs = resumed?.withinMs ?? intent.deadlineMs;
  const deadline = setLateTimer(() => stop.stop('deadline'), deadlineMs);
  const end = (outcome: Outcome): void => {
    deadline.clear();
    resolve(outcome);
  };
  let isStopped = false;
  stop.onStop((reason) => {
    isStopped = true;
    /* One turn for the engine to say that it had not begun yet; after it, nobody knows. */
    setImmediate(() => end(stoppedOutcome(reason, deadlineMs)));
  });
  void follow(execution, (outcome) => {
    if (!isStopped || isCertain(outcome)) end(outcome);
  });
  return promise;
}

/* What an engine throws because it was stopped says nothing of its far side, unless that nothing happened. */
function isCertain(outcome: Outcome): boolean {
  if (outcome.kind !== 'threw') return true;
  return outcome.error instanceof GatewayError && outcome.error.retryable;
}

/** Lets it be done to its end, and tells of that. */
async function follow(execution: Execution, tell: (outcome: Outcome) => void): Promise<void> {
  let outcome: Outcome;
  try {
    const { result, changes = [], executionUrl } = await workOf(execution);
    outcome = {
      kind: 'done',
      result: takeResult(result, execution.intent),
      changes,
      executionUrl,
    };
  } catch (error) {
    outcome = { kind: 'threw', error };
  }
  tell(outcome);
}

function workOf(execution: Execution): Promise<EngineResult> {
  const { engine, intent, resumed } = execution;
  const call = engineCallOf(execution);
  if (!resumed) return engine.run(intent, call);
  if (engine.resume) return engine.resume(intent, call, resumed.handle);
  throw new UnsureOutcome('the gateway stopped while it ran');
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
  declare readonly standing?: Standing;
  readonly progress: (progress: Progress) => void;
  readonly #traceId: string;
  readonly #stop: StopSwitch;
  readonly #run: (() => CallRun) | undefined;

  constructor(execution: Execution) {
    const { inputs, caller, plan, idempotencyKey, client, traceId, stop, progress, run, standing } =
      execution;
    this.inputs = inputs;
    this.caller = caller;
    if (plan !== undefined) this.plan = plan;
    if (idempotencyKey !== undefined) this.idempotencyKey = idempotencyKey;
    if (client !== undefined) this.client = client;
    if (standing !== undefined) this.standing = standing;
    this.#traceId = traceId;
    this.progress = progress;
    this.#stop = stop;
    this.#run = run;
  }

  get run(): CallRun | undefined {
    return this.#run?.();
  }

  get traceparent(): string {
    return traceparentOf(this.#traceId);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  onStop(listener: () => void): void {
    this.#stop.onStop(listener);
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
