import type { Effect, EngineName, Repeat } from '#contract';
import type { JsonObject } from '../platform/json.ts';
import type { InputSchema } from './input-schema.ts';

/** A named thing that can be asked for. */
export interface Intent {
  /** Dotted name, such as `memory.search`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly engine: EngineName;
  /** The greatest effect that a call can have. */
  readonly effect: Effect;
  /**
   * Names what a call would act on (a host with its key, a workflow with its version) and fills in what that decides.
   * Refuses what cannot be resolved. Everything after works on the resolved inputs. `through` is what speaks in the
   * name of the caller, if it does not speak itself.
   */
  readonly resolve?: (inputs: JsonObject, through?: string) => ResolvedInputs;
  /** May lower the greatest effect for these resolved inputs; a result above it counts as the greatest. */
  readonly effectOf?: (inputs: JsonObject) => Effect;
  readonly repeat: Repeat;
  /** What a run changes; calls on one resource are told apart in order. */
  readonly resource: string;
  /** Names it more exactly for these resolved inputs. */
  readonly resourceOf?: (inputs: JsonObject) => string;
  /** Asks for more than the default decision of its effect. */
  readonly decide?: 'confirm' | 'approve';
  /** Intents that it may call in the name of its caller: it is decided by the strictest of them and itself. */
  readonly carries?: readonly string[];
  readonly inputs: InputSchema;
  /** JSON Schema of the result. */
  readonly outputs: JsonObject;
  readonly examples: readonly IntentExample[];
  /** After this long the run is ended and its outcome decided. */
  readonly deadlineMs: number;
  readonly sameness: Sameness;
  /** Its result repeats what callers said, word for word: only terminal escapes are taken out of it. */
  readonly verbatim?: true;
  /** Reaches systems that are not the gateway's own, such as hosts. Flows and upstream tools always do. */
  readonly reachesOutside?: true;
  /** Present on tools of upstream MCP servers. Their result is a tool result of MCP, and MCP clients get it as it is. */
  readonly upstream?: UpstreamTool;
  /** How long a call with these inputs has to be waited for, where it waits for something itself. */
  readonly wantedWaitMs?: (inputs: JsonObject) => number;
}

/** What an upstream server says of its tool beside what an intent holds, for those who speak MCP as well. */
export interface UpstreamTool {
  /** The name that MCP clients see, where the owner wants it without the server's. */
  readonly bareName?: string;
  /** JSON Schema of `structuredContent`. */
  readonly outputSchema?: JsonObject;
  /** The `_meta` of the tool. */
  readonly meta?: JsonObject;
}

export interface ResolvedInputs {
  readonly inputs: JsonObject;
  /** Part of what a confirmation is bound to: where it changed, the preview counts no more. */
  readonly target: JsonObject;
}

export interface IntentExample {
  /** What a person would say. */
  readonly say: string;
  readonly inputs: JsonObject;
}

/** When a repeated call without a key counts as the same call. */
export type Sameness =
  | { readonly kind: 'never' }
  | {
      readonly kind: 'within';
      readonly windowMs: number;
      /** The inputs that make it the same; default all. */
      readonly inputsThatMatter?: (inputs: JsonObject) => JsonObject;
    };
