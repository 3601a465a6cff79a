import type { IntentInfo, IntentSummary } from '#contract';
import type { Engine } from './engine.ts';
import type { Intent } from './intent.ts';
import { createIntentSearch, type IntentSearch } from './intent-search.ts';
import { scopesCover } from '../identity/scope.ts';
import { nearestNames } from '../platform/nearest-names.ts';

/** Every intent that can be asked for, as one caller may see it: what its scopes do not cover does not exist. */
export interface Catalog {
  /** The offers of an intent, at most one an engine. Empty where it does not exist for these scopes. */
  offersOf(name: string, scopes: readonly string[]): readonly Offer[];
  /** By name without a query, best match first with one. */
  list(scopes: readonly string[], query?: string): readonly Intent[];
  /** Names that resemble a misspelt one. */
  suggestionsFor(name: string, scopes: readonly string[]): readonly string[];
}

export interface Offer {
  readonly engine: Engine;
  readonly intent: Intent;
}

export function createCatalog(engines: readonly Engine[]): Catalog {
  const offers = engines.flatMap((engine) =>
    engine.intents().map((intent) => ({ engine, intent })),
  );
  const offersByName = Map.groupBy(offers, ({ intent }) => intent.name);
  const intents = [...offersByName.values()]
    .flatMap(([offer]) => (offer ? [offer.intent] : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  let search: IntentSearch | undefined;
  const visibleTo = (scopes: readonly string[]) => (intent: Intent) =>
    scopesCover(scopes, intent.name);

  return {
    offersOf: (name, scopes) => (scopesCover(scopes, name) ? (offersByName.get(name) ?? []) : []),
    list(scopes, query) {
      if (query === undefined || query.trim() === '') return intents.filter(visibleTo(scopes));
      search ??= createIntentSearch(intents);
      return search(query).filter(visibleTo(scopes));
    },
    suggestionsFor(name, scopes) {
      const names = intents.filter(visibleTo(scopes)).map((intent) => intent.name);
      return nearestNames(name, names);
    },
  };
}

export function summaryOf(intent: Intent): IntentSummary {
  const { name, title, description, effect, engine } = intent;
  return { name, title, description, effect, engine };
}

export function infoOf(intent: Intent): IntentInfo {
  const { repeat, resource, inputs, outputs, examples } = intent;
  return {
    ...summaryOf(intent),
    repeat,
    resource,
    inputs: inputs.jsonSchema,
    outputs,
    examples: examples.map((example) => ({ say: example.say, inputs: example.inputs })),
  };
}
