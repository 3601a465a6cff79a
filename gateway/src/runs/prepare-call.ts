import type { Effect } from '#contract';
import { maxWaitSeconds, milderEffect } from '#contract';
import type { Catalog, Offer } from '../intents/catalog.ts';
import { invalidInputs } from '../intents/describe-problems.ts';
import type { Intent } from '../intents/intent.ts';
import { chooseRoute, type ConfiguredRoute } from '../intents/route.ts';
import { digestOf } from '../platform/canonical-json.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { JsonObject } from '../platform/json.ts';
import type { Call, PreparedCall } from './call.ts';
import { carriedBy } from './carried-calls.ts';
import { liftFlags } from './lift-flags.ts';

/** Finds intent and engine, checks the inputs and fills in defaults. Refuses with a sentence that names the field. */
export function prepareCall(
  call: Call,
  { catalog, routes, now }: { catalog: Catalog; routes: readonly ConfiguredRoute[]; now: number },
): PreparedCall {
  const { caller, request } = call;
  const { offer, reason } = routeOf(call, { catalog, routes });
  const { intent, engine } = offer;
  const { flags, inputs: given } = liftFlags(request);
  const parsed = intent.inputs.parse(given);
  if (!parsed.ok) throw invalidInputs(intent, parsed.problems);
  const { inputs, target } = intent.resolve?.(parsed.inputs, caller.through) ?? parsed;
  return {
    caller,
    request,
    intent,
    engine,
    route: { engine: engine.name, reason },
    inputs,
    inputsDigest: digestOf(inputs),
    target,
    effect: effectOf(intent, inputs),
    carried: intent.carries && carriedBy(intent, caller.scopes, catalog),
    flags,
    readOnly: call.readOnly,
    waitMs: waitMsOf(call, intent.wantedWaitMs?.(inputs)),
    traceId: call.traceId,
    startedAt: now,
    companion: call.companion,
    standing: call.standing,
  };
}

function waitMsOf({ request, defaultWaitMs }: Call, wantedMs = 0): number {
  const givenMs = request.wait_s === undefined ? defaultWaitMs : request.wait_s * 1000;
  return Math.max(givenMs, Math.min(wantedMs, maxWaitSeconds * 1000));
}

function routeOf(
  { caller, request }: Call,
  { catalog, routes }: { catalog: Catalog; routes: readonly ConfiguredRoute[] },
): { offer: Offer; reason: string } {
  const offers = catalog.offersOf(request.intent, caller.scopes);
  if (offers.length === 0)
    throw unknownIntent(request.intent, catalog.suggestionsFor(request.intent, caller.scopes));
  const choice = chooseRoute(offers, { mode: request.mode, routes, intent: request.intent });
  if (choice.kind === 'routed') return choice;
  throw new GatewayError(
    'mode_unavailable',
    `Cannot run ${request.intent} by the ${request.mode} engine: it is not offered there.`,
    { hint: `Leave "mode" out, or send one of: ${['auto', ...choice.available].join(', ')}.` },
  );
}

export function unknownIntent(name: string, suggestions: readonly string[]): GatewayError {
  const [first] = suggestions;
  return new GatewayError('unknown_intent', `There is no intent "${name}".`, {
    hint: first
      ? `Did you mean ${suggestions.map((suggestion) => `"${suggestion}"`).join(' or ')}? GET /intents lists all that you may use.`
      : 'GET /intents?query=… finds intents by words; GET /intents lists all that you may use.',
    details: { suggestions },
  });
}

function effectOf(intent: Intent, inputs: JsonObject): Effect {
  return intent.effectOf ? milderEffect(intent.effect, intent.effectOf(inputs)) : intent.effect;
}
