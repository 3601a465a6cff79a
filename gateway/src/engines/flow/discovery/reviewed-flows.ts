import { FlowDeclaration, type Effect } from '#contract';
import type { JsonObject } from '../../../platform/json.ts';
import type { FlowSettings } from '../flow-settings.ts';
import type { OpenProviders } from '../open-providers.ts';
import type { FlowReviews } from './flow-reviews.ts';

/** What the owner reviews of flows. */
export interface ReviewedFlows {
  readonly engine: 'flow';
  sources(): readonly ReviewedSource[];
  /** Asks the provider what it has now. Rejects where it does not say. */
  refresh(source: string): Promise<void>;
  /** The effect that the configuration gives, where it does. */
  configuredEffect(source: string, name: string): Effect | undefined;
  /** The effect that the workflow itself claims. */
  hintedEffect(definition: JsonObject): Effect;
  warningsOf(definition: JsonObject): readonly string[];
  /** The owner decided: what is offered is read again. */
  decided(): Promise<void>;
}

interface ReviewedSource {
  readonly engine: 'flow';
  readonly source: string;
  readonly state: 'idle' | 'ready' | 'failing';
  readonly detail?: string;
}

interface ReviewedParts {
  readonly settings: () => FlowSettings;
  readonly providers: OpenProviders;
  readonly reviews: FlowReviews;
  readonly offerAnew: () => void;
}

export function createReviewedFlows(parts: ReviewedParts): ReviewedFlows {
  const { settings, providers, reviews, offerAnew } = parts;
  return {
    engine: 'flow',
    sources: () =>
      providers.all().flatMap(({ provider: { name: source }, n8n }): ReviewedSource[] => {
        if (!n8n) return [];
        const problem = n8n.watch.problem();
        if (problem !== undefined)
          return [{ engine: 'flow', source, state: 'failing', detail: problem }];
        return [{ engine: 'flow', source, state: n8n.watch.seen() ? 'ready' : 'idle' }];
      }),
    refresh: async (source) => providers.find(source)?.n8n?.watch.look(),
    configuredEffect(source, name) {
      const intents = settings().intents;
      const intent = Object.hasOwn(intents, name) ? intents[name] : undefined;
      return intent?.provider === source ? intent.effect : undefined;
    },
    hintedEffect: (definition) =>
      FlowDeclaration.safeParse(definition).data?.effect ?? 'destructive',
    warningsOf,
    async decided() {
      await reviews.load();
      offerAnew();
    },
  };
}

/* Nodes that can do anything, by the end of their type. */
const telling = new Map([
  ['executeCommand', 'runs commands on the machine of n8n'],
  ['ssh', 'runs commands on other machines'],
  ['code', 'runs code'],
  ['httpRequest', 'sends requests to addresses of its own'],
]);

function warningsOf(definition: JsonObject): readonly string[] {
  const declaration = FlowDeclaration.safeParse(definition).data;
  const nodes = Object.entries((definition['nodes'] ?? {}) as Record<string, { type?: string }>);
  const doing = nodes.flatMap(([name, { type = '' }]) => {
    const does = telling.get(type.split('.').at(-1) ?? '');
    return does === undefined ? [] : [`${name} ${does}`];
  });
  const calls = declaration?.calls ?? [];
  return [...(calls.length > 0 ? [`it may call ${calls.join(', ')} as its caller`] : []), ...doing];
}
