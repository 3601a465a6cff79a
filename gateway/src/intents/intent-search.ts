import type { Intent } from './intent.ts';
import { fitOf, meantBy, traitsOf } from './search/intent-traits.ts';
import { serverOf, wordsOfIntent } from './search/intent-words.ts';
import { createProductFit, type Named } from './search/named-products.ts';
import { readRequest } from './search/read-request.ts';
import { stemOf } from './search/stem-of.ts';
import { createWordIndex } from './search/word-index.ts';

/** Finds intents by words, best first. */
export type IntentSearch = (query: string) => readonly Intent[];

const longestQuery = 500;
/* What fits less than this share of the best has only chance in common with the request. */
const leastShare = 0.1;

export function createIntentSearch(intents: readonly Intent[]): IntentSearch {
  const shelves = [...Map.groupBy(intents, serverOf).values()].map(shelfOf);
  const index = createWordIndex(shelves);
  const books = shelves.flatMap((shelf) => shelf.books);
  const servers = new Set(books.flatMap(({ traits }) => traits.serverStems));

  return (query) => {
    const { words, mood } = readRequest(query.slice(0, longestQuery), index.has);
    const meant = meantBy(words);
    const productFit = createProductFit(words, servers);
    const found = [...index.rank(words)].flatMap(([place, score]) => {
      const book = books[place];
      if (!book) return [];
      const { intent, traits, named } = book;
      return [{ intent, score: score * fitOf(traits, mood, meant) * productFit(named) }];
    });
    const least = leastShare * Math.max(...found.map(({ score }) => score));
    return found
      .filter(({ score }) => score >= least)
      .toSorted((a, b) => b.score - a.score || (a.intent.name < b.intent.name ? -1 : 1))
      .map(({ intent }) => intent);
  };
}

/* The intents of one server, and what each and all of them speak of. */
function shelfOf(intents: readonly Intent[]) {
  const documents = intents.map(wordsOfIntent);
  const stems = documents.map((words) => new Set([...words.keys()].map(stemOf)));
  const isNear = (stem: string) => stems.some((own) => own.has(stem));
  const books = intents.map((intent, at) => {
    const traits = traitsOf(intent);
    const holds = (stem: string) => stems[at]?.has(stem) ?? false;
    const named: Named = { serverStems: traits.serverStems, holds, isNear };
    return { intent, traits, named };
  });
  return { documents, books };
}
