import type { Intent } from '../../../intents/intent.ts';
import type { Review } from '../../../intents/review-store.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { JsonObject } from '../../../platform/json.ts';
import {
  configuredDefinition,
  intentOf,
  reviewedDefinition,
  type FlowDefinition,
} from '../flow-definition.ts';
import type { FlowSettings } from '../flow-settings.ts';
import { notActive } from '../n8n/n8n-provider.ts';
import { acceptedDeclaration, type OfferedWorkflow } from '../n8n/read-workflow.ts';
import { shippedDeclaration } from '../shipped/shipped-flows.ts';

/** A flow that can be called. */
export interface OfferedFlow {
  readonly definition: FlowDefinition;
  readonly intent: Intent;
}

interface OfferParts {
  readonly settings: FlowSettings;
  readonly reviewsOf: (provider: string) => readonly Review[];
  /** What the provider has now; undefined before it said. */
  readonly seenAt: (provider: string) => readonly OfferedWorkflow[] | undefined;
}

/** What the owner configured, and beside it what they accepted of what providers offer. */
export function flowOffers(parts: OfferParts): ReadonlyMap<string, OfferedFlow> {
  const { settings } = parts;
  const offers = new Map<string, OfferedFlow>();
  for (const [name, intent] of Object.entries(settings.intents)) {
    const isOfN8n = settings.providers[intent.provider]?.type === 'n8n';
    const shipped = isOfN8n ? shippedDeclaration(name) : undefined;
    const definition = configuredDefinition(name, intent, shipped);
    const address = settings.providers[intent.provider]?.url ?? '';
    offers.set(name, { definition, intent: intentOf(definition, { address }) });
  }
  for (const provider of Object.keys(settings.providers)) {
    for (const review of parts.reviewsOf(provider)) {
      const offer = reviewedOffer(review, { ...parts, provider });
      if (offer && !offers.has(review.name)) offers.set(review.name, offer);
    }
  }
  return offers;
}

function reviewedOffer(
  { name, accepted, offered }: Review,
  { provider, settings, seenAt }: OfferParts & { readonly provider: string },
): OfferedFlow | undefined {
  const declaration = accepted && acceptedDeclaration(accepted.definition);
  const path = accepted && pathIn(accepted.definition);
  if (!accepted || !offered || !declaration || path === undefined) return undefined;
  const { effect, digest } = accepted;
  const address = settings.providers[provider]?.url ?? '';
  const definition = reviewedDefinition(declaration, { provider, path, effect, digest });
  const check = () => {
    const workflow = workflowNow(name, { provider, seenAt });
    if (workflow.digest !== digest) throw changed(name, provider);
    if (!workflow.isActive) throw notActive(provider, { intent: name });
  };
  return { definition, intent: intentOf(definition, { address, check }) };
}

function workflowNow(
  name: string,
  { provider, seenAt }: Pick<OfferParts, 'seenAt'> & { readonly provider: string },
): OfferedWorkflow {
  const seen = seenAt(provider);
  if (!seen) throw notSeen(name, provider);
  const workflow = seen.find((item) => item.name === name);
  if (!workflow) throw changed(name, provider);
  return workflow;
}

function pathIn(definition: JsonObject): string | undefined {
  const { workflow } = definition;
  const path = (workflow as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' && path !== '' ? path : undefined;
}

function changed(name: string, provider: string): GatewayError {
  return new GatewayError(
    'review_needed',
    `Cannot run ${name}: its workflow in "${provider}" is no longer the one that the owner accepted.`,
    {
      hint: 'Nothing was done. Ask the owner to look at the change with "tutti flows review"; then send the request again.',
      retryable: true,
    },
  );
}

function notSeen(name: string, provider: string): GatewayError {
  return new GatewayError(
    'engine_unavailable',
    `Cannot run ${name}: "${provider}" has not said yet which workflows it has.`,
    {
      hint: 'Nothing was done. Try again in a few seconds; GET /ready tells how its engine is.',
      retryable: true,
    },
  );
}
