import type { EngineState } from '#contract';
import type { Engine } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createProviderLine, type ProviderLine } from './calling/send-flow.ts';
import { previewFlow, resumeFlow, runFlow, type CarryParts } from './carry-flow.ts';
import { configuredDefinition, intentOf, type FlowDefinition } from './flow-definition.ts';
import type { FlowSettings, ProviderSettings } from './flow-settings.ts';
import type { ExecutionIds, FlowProvider } from './provider.ts';
import { createActivepiecesProvider } from './providers/activepieces-provider.ts';
import { createN8nProvider } from './providers/n8n-provider.ts';
import { createWebhookProvider } from './providers/webhook-provider.ts';
import type { AwaitedReports } from './waiting/awaited-reports.ts';
import type { RunTokens } from './waiting/run-token.ts';

/** The engine whose work is done by workflows. */
export interface FlowEngine extends Required<Engine>, Stoppable {
  /** Takes over what is configured now; connections of providers that did not change are kept. */
  configure(settings: FlowSettings): void;
  /** Where a person can look at an execution of this flow. */
  executionUrl(intent: string, ids: ExecutionIds): string | undefined;
}

export interface FlowEngineParts {
  readonly reports: AwaitedReports;
  readonly tokens: RunTokens;
  /** Where this machine, or the world, reaches the gateway. */
  readonly addresses: () => { readonly local: string; readonly publicUrl?: string };
  readonly now: () => number;
}

interface OpenProvider {
  readonly provider: FlowProvider;
  readonly line: ProviderLine;
  /** By which a change shows. */
  readonly settings: string;
}

interface OfferedFlow {
  readonly definition: FlowDefinition;
  readonly intent: Intent;
}

export function createFlowEngine(parts: FlowEngineParts): FlowEngine {
  const providers = new Map<string, OpenProvider>();
  let flows: ReadonlyMap<string, OfferedFlow> = new Map();
  let intents: readonly Intent[] = [];

  const carryParts = ({ name }: Intent): CarryParts => {
    const definition = flows.get(name)?.definition;
    const open = definition && providers.get(definition.provider);
    if (!definition || !open) throw notOffered(name);
    const { provider, line } = open;
    return {
      ...parts,
      definition,
      provider,
      line,
      callbackBase: () => callbackBaseOf(provider.settings, parts.addresses()),
    };
  };

  return {
    name: 'flow',
    intents: () => intents,
    state: () => stateOf(intents.length, [...providers.values()]),
    run: async (intent, call) => runFlow(call, carryParts(intent)),
    resume: async (intent, call, handle) => resumeFlow(call, carryParts(intent), handle),
    preview: async (intent, call) => previewFlow(call, carryParts(intent)),
    configure(settings) {
      openProviders(providers, settings, parts.now);
      const definitions = Object.entries(settings.intents).map(([name, intent]) =>
        configuredDefinition(name, intent),
      );
      flows = new Map(
        definitions.map((definition) => [
          definition.place.intent,
          { definition, intent: intentOf(definition) },
        ]),
      );
      intents = [...flows.values()].map(({ intent }) => intent);
    },
    executionUrl(intent, ids) {
      const definition = flows.get(intent)?.definition;
      return definition && providers.get(definition.provider)?.provider.executionUrl(ids);
    },
    async stop() {
      await Promise.all([...providers.values()].map(({ line }) => line.close()));
    },
  };
}

function openProviders(
  providers: Map<string, OpenProvider>,
  settings: FlowSettings,
  now: () => number,
): void {
  for (const [name, { line }] of providers) {
    if (Object.hasOwn(settings.providers, name)) continue;
    providers.delete(name);
    void line.retire();
  }
  for (const [name, provided] of Object.entries(settings.providers)) {
    const known = providers.get(name);
    const written = JSON.stringify(provided);
    if (known?.settings === written) continue;
    void known?.line.retire();
    const provider = providerOf(name, provided);
    providers.set(name, { provider, line: createProviderLine(provider, now), settings: written });
  }
}

function providerOf(name: string, settings: ProviderSettings): FlowProvider {
  switch (settings.type) {
    case 'n8n':
      return createN8nProvider(name, settings);
    case 'activepieces':
      return createActivepiecesProvider(name, settings);
    case 'webhook':
      return createWebhookProvider(name, settings);
    default:
      return settings.type satisfies never;
  }
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
  if (broken.length === 0) return { engine: 'flow', state: 'ready', intents: count };
  const names = broken.map(({ provider }) => `"${provider.name}"`).join(', ');
  return {
    engine: 'flow',
    state: broken.length === providers.length ? 'down' : 'degraded',
    intents: count,
    detail: `${names} failed again and again, and is tried from time to time`,
  };
}

function notOffered(name: string): GatewayError {
  return new GatewayError('unknown_intent', `No flow does "${name}".`, {
    hint: 'GET /intents lists what can be asked for.',
    retryable: true,
  });
}
