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
  /** Another one whenever what is offered changed. */
  edition(): object;
}

export interface Offer {
  readonly engine: Engine;
  readonly intent: Intent;
}

/** Follows its engines: what one of them offers anew is there with the next question. */
export function createCatalog(engines: readonly Engine[]): Catalog {
  let offered: readonly (readonly Intent[])[] = [];
  let index = indexOf([]);
  const current = (): Index => {
    if (offered.length > 0 && engines.every((engine, at) => engine.intents() === offered[at])) {
      return index;
    }
    offered = engines.map((engine) => engine.intents());
    index = indexOf(engines.flatMap((engine, at) => offersFrom(engine, offered[at])));
    return index;
  };
  return {
    offersOf: (name, scopes) =>
      scopesCover(scopes, name) ? (current().offersByName.get(name) ?? []) : [],
    list(scopes, query) {
      const { intents, search } = current();
      const found = query === undefined || query.trim() === '' ? intents : search(query);
      return found.filter((intent) => scopesCover(scopes, intent.name));
    },
    suggestionsFor(name, scopes) {
      const names = current().intents.map((intent) => intent.name);
      return nearestNames(
        name,
        names.filter((known) => scopesCover(scopes, known)),
      );
    },
    edition: current,
  };
}

interface Index {
  readonly offersByName: ReadonlyMap<string, readonly Offer[]>;
  readonly intents: readonly Intent[];
  readonly search: IntentSearch;
}

function indexOf(offers: readonly Offer[]): Index {
  const offersByName = Map.groupBy(offers, ({ intent }) => intent.name);
  const intents = [...offersByName.values()]
    .flatMap(([offer]) => (offer ? [offer.intent] : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  let search: IntentSearch | undefined;
  return {
    offersByName,
    intents,
    search(query) {
      search ??= createIntentSearch(intents);
      return search(query);
    },
  };
}

function offersFrom(engine: Engine, intents: readonly Intent[] = []): readonly Offer[] {
  return intents.map((intent) => ({ engine, intent }));
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
