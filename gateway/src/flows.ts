import { createLazyFlowEngine, type LazyFlowEngine } from './engines/flow/lazy-flow-engine.ts';
import type { FlowSettings } from './engines/flow/flow-settings.ts';
import { createAwaitedReports } from './engines/flow/waiting/awaited-reports.ts';
import { createFlowReports, type FlowReports } from './engines/flow/waiting/flow-reports.ts';
import { createRunTokens } from './engines/flow/waiting/run-token.ts';
import type { Directory } from './identity/directory.ts';
import type { ReviewStore } from './intents/review-store.ts';
import type { LaneParts } from './runs/lane-parts.ts';
import type { Orchestrate } from './runs/orchestrator.ts';

/** Workflows as the rest of the gateway sees them: an engine, and a door for what they report. */
export interface Flows {
  readonly engine: LazyFlowEngine;
  readonly reports: FlowReports;
}

interface FlowsParts {
  readonly settings: () => { readonly flows: FlowSettings };
  readonly lanes: LaneParts;
  readonly directory: Directory;
  readonly store: { readonly reviews: ReviewStore };
  /** Keyed by the pepper. */
  readonly macOf: (text: string) => string;
  readonly addresses: () => { readonly local: string; readonly publicUrl?: string };
  /** There once the engines are: what flows call goes through the same life as any call. */
  readonly orchestrate: () => Orchestrate;
}

export function createFlows(parts: FlowsParts): Flows {
  const { settings, lanes, directory, macOf, addresses, store, orchestrate } = parts;
  const { now, newId, log } = lanes;
  const tokens = createRunTokens({ macOf, now });
  const awaited = createAwaitedReports();
  const engine = createLazyFlowEngine(() => settings().flows, {
    awaited,
    tokens,
    reviewStore: store.reviews,
    addresses,
    newRunId: () => newId('job'),
    now,
    log,
  });
  const reports = createFlowReports({
    ...lanes,
    tokens,
    awaited,
    directory,
    orchestrate,
    executionUrl: (intent, ids) => engine.executionUrl(intent, ids),
  });
  return { engine, reports };
}
