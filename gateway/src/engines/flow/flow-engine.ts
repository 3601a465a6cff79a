import type { EngineState } from '#contract';
import type { Engine } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import type { ReviewStore } from '../../intents/review-store.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CarryParts } from './call-flow.ts';
import { resumeFlow, runFlow } from './carry-flow.ts';
import { flowOffers, type OfferedFlow } from './discovery/flow-offers.ts';
import { createFlowReviews } from './discovery/flow-reviews.ts';
import { executionUrlAt } from './execution-url.ts';
import { createFlowDesk, type FlowDesk } from './desk/flow-desk.ts';
import { createReviewedFlows, type ReviewedFlows } from './discovery/reviewed-flows.ts';
import type { FlowSettings, ProviderSettings } from './flow-settings.ts';
import { createOpenProviders, type OpenProvider } from './open-providers.ts';
import { previewFlow } from './preview-flow.ts';
import type { ExecutionIds } from './provider.ts';
import type { AwaitedReports } from './waiting/awaited-reports.ts';
import type { RunTokens } from './waiting/run-token.ts';

/** The engine whose work is done by workflows. */
export interface FlowEngine extends Required<Engine>, Stoppable {
  /** Takes over what is configured now; connections of providers that did not change are kept. */
  configure(settings: FlowSettings): Promise<void>;
  /** Where a person can look at an execution of this flow. */
  executionUrl(intent: string, ids: ExecutionIds): string | undefined;
  readonly desk: FlowDesk;
  /** Where the owner says which of the flows that providers offer may be used. */
  readonly reviewed: ReviewedFlows;
}

export interface FlowEngineParts {
  readonly awaited: AwaitedReports;
  readonly tokens: RunTokens;
  readonly reviewStore: ReviewStore;
  /** Where this machine, or the world, reaches the gateway. */
  readonly addresses: () => { readonly local: string; readonly publicUrl?: string };
  readonly newRunId: () => string;
  readonly now: () => number;
  readonly log: Logger;
}

const nothing: FlowSettings = { providers: {}, intents: {} };

export function createFlowEngine(parts: FlowEngineParts): FlowEngine {
  const { now, log } = parts;
  const reviews = createFlowReviews(parts.reviewStore, now);
  const providers = createOpenProviders({
    now,
    log,
    async onSeen(provider, workflows) {
      if (await reviews.note(provider, workflows)) offerAnew();
    },
  });
  const seenAt = (provider: string) => providers.find(provider)?.n8n?.watch.seen();
  let settings = nothing;
  let flows: ReadonlyMap<string, OfferedFlow> = new Map();
  let intents: readonly Intent[] = [];
  const offerAnew = () => {
    flows = flowOffers({ settings, reviewsOf: (name) => reviews.of(name), seenAt });
    intents = [...flows.values()].map(({ intent }) => intent);
  };
  const callbackBase = (provider: ProviderSettings) => callbackBaseOf(provider, parts.addresses());
  const carryParts = ({ name }: Intent): CarryParts => {
    const definition = flows.get(name)?.definition;
    const open = definition && providers.find(definition.provider);
    if (!definition || !open) throw notOffered(name);
    const { provider, line } = open;
    return {
      ...parts,
      intent: name,
      definition,
      provider,
      line,
      callbackBase: () => callbackBase(provider.settings),
    };
  };

  return {
    name: 'flow',
    intents: () => intents,
    state: () => stateOf(intents.length, providers.all()),
    run: async (intent, call) => runFlow(call, carryParts(intent)),
    resume: async (intent, call, handle) => resumeFlow(call, carryParts(intent), handle),
    preview: async (intent, call) => previewFlow(call, carryParts(intent)),
    executionUrl(intent, ids) {
      const definition = flows.get(intent)?.definition;
      const provider = definition && providers.find(definition.provider)?.provider;
      return provider && executionUrlAt(provider, ids, definition.place);
    },
    async configure(next) {
      settings = next;
      await reviews.load();
      providers.configure(next.providers);
      offerAnew();
    },
    desk: createFlowDesk({
      ...parts,
      settings: () => settings,
      flows: () => flows,
      providers,
      reviews,
      callbackBase,
    }),
    reviewed: createReviewedFlows({ settings: () => settings, providers, reviews, offerAnew }),
    stop: () => providers.close(),
  };
}

/* A provider on this machine is called back over loopback; another one, where the world reaches us. */
function callbackBaseOf(
  { callbackUrl, url }: ProviderSettings,
  { local, publicUrl }: ReturnType<FlowEngineParts['addresses']>,
): string {
  if (callbackUrl !== undefined) return callbackUrl;
  const { hostname } = new URL(url);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return isHere ? local : (publicUrl ?? local);
}

function stateOf(count: number, providers: readonly OpenProvider[]): EngineState {
  const broken = providers.filter(({ line }) => line.isBroken());
  const silent = providers.filter((open) => open.n8n?.watch.problem() !== undefined);
  if (broken.length === 0 && silent.length === 0) {
    return { engine: 'flow', state: 'ready', intents: count };
  }
  const isDown = broken.length === providers.length;
  return {
    engine: 'flow',
    state: isDown ? 'down' : 'degraded',
    intents: count,
    detail: [
      ...broken.map(
        ({ provider }) =>
          `"${provider.name}" failed again and again, and is tried from time to time`,
      ),
      ...silent.map(({ n8n }) => n8n?.watch.problem() ?? ''),
    ].join('; '),
  };
}

function notOffered(name: string): GatewayError {
  return new GatewayError('unknown_intent', `No flow does "${name}".`, {
    hint: 'GET /intents lists what can be asked for.',
    retryable: true,
  });
}
