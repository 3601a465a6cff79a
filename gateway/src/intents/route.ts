import type { EngineName, Mode } from '#contract';
import { patternMatches } from '../identity/scope.ts';
import type { Offer } from './catalog.ts';

/** Sends the intents that match a pattern to one engine. */
export interface ConfiguredRoute {
  readonly match: string;
  readonly engine: EngineName;
}

export type RouteChoice =
  | { readonly kind: 'routed'; readonly offer: Offer; readonly reason: string }
  /** No engine offers the intent in the way that was asked for. */
  | { readonly kind: 'no_offer'; readonly available: readonly EngineName[] };

/** In `auto`, a tool inside the gateway comes first, then a configured route, then flows, then upstream tools. */
export function chooseRoute(
  offers: readonly Offer[],
  { mode, routes, intent }: { mode: Mode; routes: readonly ConfiguredRoute[]; intent: string },
): RouteChoice {
  const offerOf = (name: EngineName) => offers.find(({ engine }) => engine.name === name);
  if (mode !== 'auto') {
    const offer = offerOf(mode);
    return offer
      ? { kind: 'routed', offer, reason: `the caller asked for the ${mode} engine` }
      : noOffer(offers);
  }
  const tool = offerOf('agent');
  if (tool)
    return { kind: 'routed', offer: tool, reason: 'a tool of that name is inside the gateway' };
  const route = routes.find(({ match }) => patternMatches(match, intent));
  const routed = route && offerOf(route.engine);
  if (route && routed) {
    return {
      kind: 'routed',
      offer: routed,
      reason: `the route "${route.match}" names the ${route.engine} engine`,
    };
  }
  const first = offerOf('flow') ?? offerOf('mcp');
  return first
    ? { kind: 'routed', offer: first, reason: `the ${first.engine.name} engine offers it` }
    : noOffer(offers);
}

function noOffer(offers: readonly Offer[]): RouteChoice {
  return { kind: 'no_offer', available: offers.map(({ engine }) => engine.name) };
}
