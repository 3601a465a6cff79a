import { isJsonObject, type JsonObject, type JsonValue } from '../platform/json.ts';
import type { Intent } from './intent.ts';
import { relatedStems } from './search/related-words.ts';
import { topicsOfProduct } from './search/product-topics.ts';
import { createWordIndex, type WeighedWords } from './search/word-index.ts';
import { stemOf, wordsOf, wordsOfRequest } from './search/words-of.ts';

/** Finds intents by words, best first. */
export type IntentSearch = (query: string) => readonly Intent[];

/* How much it means that a word stands there. */
const weights = {
  name: 3,
  server: 3,
  title: 2.3,
  example: 1.5,
  description: 2,
  topic: 1,
  choice: 0.8,
  field: 0.6,
  fieldDescription: 0.3,
};

const longestQuery = 500;
const mostRead = 20_000;
/* Who asks a question wants to be told something. */
const asksBonus = 1.3;
const unmeantUndoing = 0.6;
const wholeNameBonus = 0.3;
const undoingStems = new Set(
  (
    'delete remove drop cancel archive stop terminate destroy void ban decline unsubscribe disable deactivate abort ' +
    'clear purge flush mute suspend trash prune reset revoke withdraw block unlock'
  )
    .split(' ')
    .map(stemOf),
);
const question =
  /^(?:what|whats|which|who|whos|where|when|how|is|are|did|does|do|any|show|list|find|look)\b/;

export function createIntentSearch(intents: readonly Intent[]): IntentSearch {
  const index = createWordIndex(intents.map(wordsOfIntent));
  const nameStems = intents.map(nameStemsOf);
  return (query) => {
    const asked = query.slice(0, longestQuery);
    const words = wordsOfRequest(asked);
    const meant = meaningsOf(words);
    const asks = question.test(asked.trim().toLowerCase());
    return index
      .rank(words)
      .flatMap(({ document, score }) => {
        const intent = intents[document];
        if (!intent) return [];
        const fit = fitOf(nameStems[document] ?? [], {
          asks: asks && intent.effect === 'read',
          meant,
        });
        return [{ intent, score: score * fit }];
      })
      .toSorted((a, b) => b.score - a.score)
      .map(({ intent }) => intent);
  };
}

interface Asked {
  /** It is a question, and the intent tells something. */
  readonly asks: boolean;
  /** Stems of all that the words may mean, and how likely that is. */
  readonly meant: ReadonlyMap<string, number>;
}

/** Who asks wants to be told; a name that is meant whole fits best; nobody means to undo something without saying so. */
function fitOf(stems: readonly string[], { asks, meant }: Asked): number {
  const undoes = stems.filter((stem) => undoingStems.has(stem));
  const isMeant = undoes.length === 0 || undoes.some((stem) => meant.has(stem));
  const covered = stems.reduce((sum, stem) => sum + (meant.get(stem) ?? 0), 0);
  const wholeName = stems.length === 0 ? 0 : covered / stems.length;
  return (asks ? asksBonus : 1) * (isMeant ? 1 : unmeantUndoing) * (1 + wholeNameBonus * wholeName);
}

function nameStemsOf({ name }: Intent): readonly string[] {
  return wordsOf(name.split('.').at(-1) ?? '').map(stemOf);
}

function meaningsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const meant = new Map<string, number>();
  for (const stem of words.map(stemOf)) {
    meant.set(stem, 1);
    for (const to of relatedStems(stem)) {
      meant.set(to.stem, Math.max(meant.get(to.stem) ?? 0, to.weight));
    }
  }
  return meant;
}

function wordsOfIntent({ name, title, description, examples, inputs }: Intent): WeighedWords {
  const words = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text.slice(0, mostRead))) {
      words.set(word, Math.max(words.get(word) ?? 0, weight));
    }
  };
  const segments = name.split('.');
  const server = segments.slice(0, -1).join(' ');
  add(segments.at(-1) ?? '', weights.name);
  add(server, weights.server);
  for (const product of wordsOf(server)) add(topicsOfProduct(product).join(' '), weights.topic);
  add(title, weights.title);
  add(description, weights.description);
  for (const { say } of examples) add(say, weights.example);
  addSchema(inputs.jsonSchema, add);
  return words;
}

function addSchema(schema: JsonObject, add: (text: string, weight: number) => void): void {
  const { properties } = schema;
  if (!isJsonObject(properties)) return;
  for (const [field, property] of Object.entries(properties)) {
    add(field, weights.field);
    if (!isJsonObject(property)) continue;
    const { description, enum: choices } = property;
    if (typeof description === 'string') add(description, weights.fieldDescription);
    if (isList(choices)) {
      for (const choice of choices) if (typeof choice === 'string') add(choice, weights.choice);
    }
  }
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
