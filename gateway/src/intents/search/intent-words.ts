import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';
import type { Intent } from '../intent.ts';
import { topicsOfProduct } from './product-topics.ts';
import type { WeighedWords } from './word-index.ts';
import { wordsOf } from './words-of.ts';

/* How much it means that a word stands there. */
const weights = {
  name: 3,
  server: 3,
  title: 2.3,
  description: 2,
  example: 1.5,
  topic: 1,
  choice: 0.8,
  /* What follows the first sentence is more often advice than what it does. */
  restOfDescription: 0.7,
  field: 0.3,
  fieldDescription: 0.3,
};

const mostRead = 20_000;

/** The server, or the part of the gateway, that an intent belongs to. */
export function serverOf({ name }: Intent): string {
  return name.split('.').slice(0, -1).join('.');
}

/** What an intent does, by its name alone. */
export function verbAndObjectOf({ name }: Intent): string {
  return name.split('.').at(-1) ?? '';
}

/** All words by which an intent may be found, each as heavy as the heaviest place where it stands. */
export function wordsOfIntent(intent: Intent): WeighedWords {
  const words = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text.slice(0, mostRead))) {
      words.set(word, Math.max(words.get(word) ?? 0, weight));
    }
  };
  const server = serverOf(intent).replaceAll('.', ' ');
  add(verbAndObjectOf(intent), weights.name);
  add(server, weights.server);
  for (const product of wordsOf(server)) add(topicsOfProduct(product).join(' '), weights.topic);
  add(intent.title, weights.title);
  const [first = '', rest = ''] = intent.description.split(/(?<=[.!?])\s+(.*)/s);
  add(first, weights.description);
  add(rest, weights.restOfDescription);
  for (const { say } of intent.examples) add(say, weights.example);
  addSchema(intent.inputs.jsonSchema, add);
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
