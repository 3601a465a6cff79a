import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { Intent } from './intent.ts';

/** Finds intents by words, best first. */
export type IntentSearch = (query: string) => readonly Intent[];

const stopWords = new Set(
  'a an and are as at be by can do for from get have how i in is it me my of on or please so that the this to us want what with you your'.split(
    ' ',
  ),
);

export function createIntentSearch(intents: readonly Intent[]): IntentSearch {
  const index = new MiniSearch<SearchDocument>({
    idField: 'name',
    fields: ['name', 'title', 'description', 'examples', 'fields'],
    tokenize: wordsOf,
    processTerm: (word) => (stopWords.has(word) ? null : stemmer(word)),
    searchOptions: {
      boost: { name: 4, title: 3, examples: 2, description: 1.5, fields: 0.7 },
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
      prefix: (word) => word.length > 2,
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });
  index.addAll(intents.map(documentOf));
  const byName = new Map(intents.map((intent) => [intent.name, intent]));
  return (query) =>
    index.search(query.slice(0, 500)).flatMap(({ id }) => byName.get(String(id)) ?? []);
}

interface SearchDocument {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly examples: string;
  readonly fields: string;
}

function documentOf({ name, title, description, examples, inputs }: Intent): SearchDocument {
  return {
    name,
    title,
    description,
    examples: examples.map(({ say }) => say).join('\n'),
    fields: fieldNamesOf(inputs.jsonSchema),
  };
}

function fieldNamesOf(schema: Readonly<Record<string, unknown>>): string {
  const { properties } = schema;
  return properties !== null && typeof properties === 'object'
    ? Object.keys(properties).join(' ')
    : '';
}

/** Words in lower case; `memory.search`, `callBack` and `max_results` are two words each. */
function wordsOf(text: string): string[] {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
