import type { JsonObject } from '../platform/json.ts';
import type { ClientLink } from './client-link.ts';

/** What upstream servers offer beside tools, passed through in the words of MCP. */
export interface UpstreamSurface {
  /** What can be asked for now: `resources`, `prompts`, `completions`, `logging`, as far as these scopes reach. */
  capabilities(scopes: readonly string[]): JsonObject;
  /** Carries one request to the upstream servers that it concerns, and merges what they say. */
  request(method: SurfaceMethod, request: SurfaceRequest): Promise<JsonObject>;
  /** Calls back at each change; gives what ends the subscription. */
  onChange(listener: (change: SurfaceChange) => void): () => void;
}

export type SurfaceMethod =
  | 'resources/list'
  | 'resources/templates/list'
  | 'resources/read'
  | 'resources/subscribe'
  | 'resources/unsubscribe'
  | 'prompts/list'
  | 'prompts/get'
  | 'completion/complete';

export interface SurfaceRequest {
  readonly params: JsonObject;
  readonly caller: {
    readonly name: string;
    readonly space: string;
    readonly scopes: readonly string[];
  };
  readonly signal: AbortSignal;
  readonly client?: ClientLink;
  readonly traceparent: string;
}

export type SurfaceChange =
  | { readonly kind: 'resources' | 'prompts' }
  | { readonly kind: 'resource'; readonly uri: string };
