import type { JsonObject } from '../platform/json.ts';

/**
 * The client behind a call, as far as its door can reach it while the call goes on.
 * What it says is the word of a caller: it may confirm, and never approves.
 */
export interface ClientLink {
  /** What it said that it can do, in the words of MCP: `elicitation`, `sampling`, `roots`. */
  readonly capabilities: JsonObject;
  /** Tells it something, such as `notifications/message`. Lost where it left. */
  notify(method: string, params: JsonObject): void;
  /** Asks it something, such as `elicitation/create`, and waits for what it says. Rejects where it refuses or left. */
  ask(question: ClientQuestion): Promise<JsonObject>;
}

export interface ClientQuestion {
  /** The name that the question has, where it has one: clients may tell questions apart by it. */
  readonly key?: string;
  readonly method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list';
  readonly params: JsonObject;
  /** Aborted when nobody waits for what it says any more. */
  readonly signal: AbortSignal;
}
