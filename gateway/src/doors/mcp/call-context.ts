import type { JsonObject } from '../../platform/json.ts';

/** What is known of a request while it is carried: the part of the SDK's context that this door uses. */
export interface CallContext {
  readonly mcpReq: {
    readonly id: string | number;
    readonly _meta?:
      | { readonly progressToken?: string | number | undefined; readonly [key: string]: unknown }
      | undefined;
    /** What a request of 2026-07-28 says of its client. */
    readonly envelope?: Readonly<Record<string, unknown>>;
    /** What the client says to questions of an earlier answer, and where that left off. */
    readonly inputResponses?: Readonly<Record<string, unknown>>;
    readonly requestState?: <State>() => State | undefined;
    readonly signal: AbortSignal;
    notify(notice: { readonly method: string; readonly params: JsonObject }): Promise<void>;
  };
}
