import type { EngineName, EngineState, Progress } from '#contract';
import type { JsonObject, JsonValue } from '../platform/json.ts';
import type { Stopping } from '../platform/stopping.ts';
import type { StoreChange } from '../platform/store-change.ts';
import type { ClientLink } from './client-link.ts';
import type { Intent } from './intent.ts';

/** What does the work of an intent. */
export interface Engine {
  readonly name: EngineName;
  /** The intents that it offers now: the same array as before unless they changed. */
  intents(): readonly Intent[];
  state(): EngineState;
  /**
   * Does it. Throws `GatewayError` with `retryable: true` only where it is certain that nothing
   * happened, without it where it failed for good; `UnsureOutcome` says why nobody knows whether it
   * happened, and anything else leaves the outcome unknown as well.
   */
  run(intent: Intent, call: EngineCall): Promise<EngineResult>;
  /**
   * Waits again for a run that another process began and did not end, and throws as `run` does.
   * `handle` is what was kept of it. Engines whose work ends with their process have none.
   */
  resume?(intent: Intent, call: EngineCall, handle: JsonObject | undefined): Promise<EngineResult>;
  /** Says what `run` would do, changing nothing. */
  preview(intent: Intent, call: EngineCall): Promise<EnginePreview>;
}

/** A call on its way to an engine; it is to end on cancellation and at its deadline. */
export interface EngineCall extends Stopping {
  readonly inputs: JsonObject;
  readonly caller: {
    readonly name: string;
    readonly space: string;
    readonly scopes: readonly string[];
  };
  /** Stable over attempts of one run, for far sides that dedupe by it. Absent for reads. */
  readonly idempotencyKey?: string;
  /** What the confirmed preview returned; the run acts on exactly this. */
  readonly plan?: JsonValue;
  readonly traceparent: string;
  readonly progress: (progress: Progress) => void;
  /** Who asked, where they can be reached while the call goes on: over MCP. */
  readonly client?: ClientLink;
  /** The run behind it, for engines whose far side goes on without this process. */
  readonly run?: CallRun | undefined;
  /** Absent: a caller asked for it, and nobody was asked whether. */
  readonly standing?: Standing;
}

/** What the calls that a run makes itself have from it. */
export interface Standing {
  /** How many runs it is inside of. */
  readonly depth: number;
  /** It was confirmed or approved, and with it that these calls are made: none of them wants a confirmation of its own. */
  readonly confirmed: boolean;
}

export interface CallRun {
  readonly id: string;
  /** Grows with every attempt of the run. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
  /** Keeps by what `resume` finds it again. */
  keepHandle(handle: JsonObject): Promise<void>;
}

export interface EngineResult {
  readonly result: JsonValue;
  /** Rows of our own store that are committed together with the result. */
  readonly changes?: readonly StoreChange[];
  /** Where a person can look at what happened. */
  readonly executionUrl?: string;
}

export interface EnginePreview {
  /** One sentence: what would happen. */
  readonly note: string;
  readonly would: JsonObject;
  /** The members of `would` are the result itself, as callers of this intent know it. */
  readonly inline?: true;
  readonly plan?: JsonValue;
}
