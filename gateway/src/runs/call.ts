import type { Effect, OrchestrateRequest, Route } from '#contract';
import type { CarriedCall } from '../guard/compile-rule.ts';
import type { Caller } from '../identity/caller.ts';
import type { Engine, Standing } from '../intents/engine.ts';
import type { Intent } from '../intents/intent.ts';
import type { JsonObject } from '../platform/json.ts';
import type { Companion } from './companion.ts';

/** A call as a door hands it in: parsed, and from a known caller. */
export interface Call {
  readonly caller: Caller;
  readonly request: OrchestrateRequest;
  /** How long this door lets its callers wait where the request does not say. */
  readonly defaultWaitMs: number;
  /** The call may only read: anything else is previewed. */
  readonly readOnly: boolean;
  readonly traceId: string;
  /** Who stays with the call while it goes on. */
  readonly companion?: Companion;
  /** Present on what a run calls itself. */
  readonly standing?: Standing;
}

/** A call whose intent, engine and inputs are settled: ready to be decided on. */
export interface PreparedCall {
  readonly caller: Caller;
  readonly request: OrchestrateRequest;
  readonly intent: Intent;
  readonly engine: Engine;
  readonly route: Route;
  readonly inputs: JsonObject;
  readonly inputsDigest: string;
  /** What the intent resolved the inputs to; a confirmation is bound to it. */
  readonly target?: JsonObject | undefined;
  readonly effect: Effect;
  /** What it may call in turn: it is decided by the strictest of all. */
  readonly carried?: readonly CarriedCall[] | undefined;
  readonly flags: CallFlags;
  readonly readOnly: boolean;
  readonly waitMs: number;
  readonly traceId: string;
  readonly startedAt: number;
  readonly companion?: Companion | undefined;
  readonly standing?: Standing | undefined;
}

/** The flags of a call, wherever in the request they stood. */
export interface CallFlags {
  /** Asks for a preview only. */
  readonly dryRun: boolean;
  /** Goes on with a preview: `confirm_dangerous: true` or `dry_run: false`. */
  readonly confirms: boolean;
}
