import { scanAscii } from './scan-ascii.ts';
import { stemOf, wordsOf } from './tokens.ts';
import { formsOf } from '../../../platform/word-forms.ts';

/** Where each term stands in a list of counts. */
export interface TermPlaces {
  readonly count: number;
  readonly byStem: ReadonlyMap<string, number>;
  /** Those that stand for any word which begins so. */
  readonly prefixes: readonly { readonly beginning: string; readonly place: number }[];
  /** How a word begins that may be one of them; see `beginningOf`. */
  readonly beginnings: Uint8Array;
}

export interface CountedText {
  /** In words. */
  readonly length: number;
  /** Of each term, how often it is there. */
  readonly counts: Float64Array;
  readonly hasAny: boolean;
}

export function termPlaces(
  terms: readonly { readonly word: string; readonly stem: string }[],
): TermPlaces {
  const beginnings = new Uint8Array(beginningCount);
  for (const form of terms.flatMap(({ word }) => [word, ...formsOf(word)])) {
    beginnings[beginningOf(form.charCodeAt(0), form.charCodeAt(1))] = 1;
  }
  return {
    count: terms.length,
    byStem: new Map(terms.map(({ stem }, place) => [stem, place])),
    prefixes: terms.flatMap(({ stem }, place) =>
      stem.endsWith('*') ? [{ beginning: stem.slice(0, -1), place }] : [],
    ),
    beginnings,
  };
}

/** Counts terms in what a memory says and is filed under. */
export function countTerms(
  { text, tags }: { text: string; tags: readonly string[] },
  places: TermPlaces,
): CountedText {
  const counts = new Float64Array(places.count);
  let hasAny = false;
  const add = (place: number) => {
    counts[place] = (counts[place] ?? 0) + 1;
    hasAny = true;
  };
  const look = (word: string) => {
    const place = places.byStem.get(stemOf(word));
    if (place !== undefined) add(place);
    for (const prefix of places.prefixes) if (word.startsWith(prefix.beginning)) add(prefix.place);
  };
  /* Most words are none of the terms, and that is seen by how they begin: no stemmer changes that. */
  const mayBe = (first: number, second: number) =>
    places.beginnings[beginningOf(first, second)] === 1;
  const length = scanAscii(text, { mayBe, look }) ?? lookAtAll(wordsOf(text), look);
  for (const tag of tags) lookAtAll(wordsOf(tag), look);
  return { length, counts, hasAny };
}

function lookAtAll(words: readonly string[], look: (word: string) => void): number {
  for (const word of words) look(word);
  return words.length;
}

const beginningCount = 128 * 128;

function beginningOf(first: number, second: number): number {
  return ((first & 127) << 7) | (second & 127);
}
