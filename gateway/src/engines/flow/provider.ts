import type { FlowError } from '#contract';
import type { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonValue } from '../../platform/json.ts';
import type { FlowResponse } from './calling/flow-http.ts';
import type { ProviderSettings } from './flow-settings.ts';

/** What runs workflows: n8n, Activepieces, or whatever stands behind a webhook. */
export interface FlowProvider {
  readonly name: string;
  readonly settings: ProviderSettings;
  /** Where a flow is called. */
  urlOf(place: FlowPlace): URL;
  /** What an answer of the webhook means. */
  read(response: FlowResponse, place: FlowPlace): FlowReply;
  /** Where a person can look at an execution. */
  executionUrl(ids: ExecutionIds): string | undefined;
  /** What it keeps of executions, where it can be asked. */
  readonly records?: ExecutionRecords;
}

/** Which flow of a provider it is. */
export interface FlowPlace {
  readonly intent: string;
  readonly path?: string;
  readonly flow?: string;
  readonly wait?: boolean;
}

export interface ExecutionIds {
  readonly executionId?: string;
  readonly workflowId?: string;
}

/** How a flow ended, by its own word or that of its provider. */
export type FlowEnding = { readonly ids: ExecutionIds } & (
  | { readonly status: 'success'; readonly result: JsonValue; readonly plan?: JsonValue }
  | { readonly status: 'error'; readonly error: FlowError }
);

export type FlowReply =
  | { readonly kind: 'ended'; readonly ending: FlowEnding }
  /** It goes on, and settles by its callback. */
  | { readonly kind: 'accepted'; readonly ids: ExecutionIds }
  /** It certainly did not begin. */
  | { readonly kind: 'refused'; readonly error: GatewayError }
  | { readonly kind: 'unsure'; readonly because: string; readonly hint?: string };

/** Asks a provider what became of an execution. Every method rejects where it cannot be asked. */
export interface ExecutionRecords {
  look(executionId: string): Promise<RecordedExecution>;
  /** The workflow behind a place, where it is known. */
  workflowIdOf(place: FlowPlace): string | undefined;
  /** The execution that was begun for a run. */
  findByRun(run: { runId: string; place: FlowPlace; since: number }): Promise<string | undefined>;
  stop(executionId: string): Promise<void>;
}

export type RecordedExecution =
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly ending: FlowEnding }
  /** It ended, and nobody can say how far it came. */
  | { readonly kind: 'lost'; readonly because: string; readonly ids: ExecutionIds }
  /** The provider knows nothing of it, or no longer. */
  | { readonly kind: 'gone' };
