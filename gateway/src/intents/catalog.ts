import type { IntentInfo, IntentSummary } from '#contract';
import type { Engine } from './engine.ts';
import type { Intent } from './intent.ts';
import { scopesCover } from '../identity/scope.ts';
import { createLazy } from '../platform/lazy.ts';
import { nearestNames } from '../platform/nearest-names.ts';

/** Every intent that can be asked for, as one caller may see it: what its scopes do not cover does not exist. */
export interface Catalog {
  /** The offers of an intent, at most one an engine. Empty where it does not exist for these scopes. */
  offersOf(name: string, scopes: readonly string[]): readonly Offer[];
  /** By name. */
  list(scopes: readonly string[]): readonly Intent[];
  /** Best match first; by name where nothing is asked for. */
  find(scopes: readonly string[], query: string): Promise<readonly Intent[]>;
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
    list: (scopes) => covered(current().intents, scopes),
    async find(scopes, query) {
      const { intents, search } = current();
      return covered(query.trim() === '' ? intents : await search(query), scopes);
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
  readonly search: (query: string) => Promise<readonly Intent[]>;
}

/* Some megabytes of words, which a gateway that nobody searches does without. */
const searching = createLazy(() => import('./intent-search.ts'));

function indexOf(offers: readonly Offer[]): Index {
  const offersByName = Map.groupBy(offers, ({ intent }) => intent.name);
  const intents = [...offersByName.values()]
    .flatMap(([offer]) => (offer ? [offer.intent] : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const search = createLazy(async () => {
    const { createIntentSearch } = await searching.load();
    return createIntentSearch(intents);
  });
  return {
    offersByName,
    intents,
    async search(query) {
      const find = await search.load();
      return find(query);
    },
  };
}

function covered(intents: readonly Intent[], scopes: readonly string[]): readonly Intent[] {
  return intents.filter((intent) => scopesCover(scopes, intent.name));
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
