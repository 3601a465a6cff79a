import type { Client, ClientCapabilities, DiscoverResult } from '@modelcontextprotocol/client';
import type { ClientLink } from '../../intents/client-link.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { CallLane } from './call-lane.ts';

/** One connection to an upstream server, ready to be used. */
export interface Connection {
  readonly client: Client;
  /** Calls of tools go here; everything else over the client. */
  readonly calls: CallLane;
  /** What the next connection need not find out again. */
  readonly era: Era;
  /** Whose call it carries, where it carries one at a time: the server's own requests go there. */
  asker: ClientLink | undefined;
  readonly isOpen: () => boolean;
  /** Resolves when it is closed, by either side; says what a server process said at its end. */
  readonly closed: Promise<string>;
  close(): Promise<void>;
}

export type Era =
  | { readonly kind: 'modern'; readonly discover: DiscoverResult }
  | { readonly kind: 'legacy' };

/** What this side can do, as far as the client behind a call can. */
export type OfferedCapabilities = Pick<ClientCapabilities, 'elicitation' | 'sampling' | 'roots'>;

/** What the server tells of its own accord. */
export interface ServerNews {
  onToolsChanged(): void;
  onListChanged(kind: 'resources' | 'prompts'): void;
  onResourceUpdated(uri: string): void;
}

/** The JSON of something that came as JSON. */
export function asJson(value: object): JsonObject {
  return value as unknown as JsonObject;
}
