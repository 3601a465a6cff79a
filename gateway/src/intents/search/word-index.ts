import { isAction, relatedStems, type Related } from './related-words.ts';
import { stemOf } from './words-of.ts';

/** Words of one document, each as heavy as the heaviest place where it stands. */
export type WeighedWords = ReadonlyMap<string, number>;

export interface WordIndex {
  /** Documents that share meaning with the words, best first, with how well they fit. */
  rank(words: readonly string[]): readonly Ranked[];
}

export interface Ranked {
  readonly document: number;
  readonly score: number;
}

const misspeltWeight = 0.7;
/* Which verb a tool was named with is chance: a rare one says no more than a common one. */
const rarestAction = 2.5;
/* From how much weight on more of it hardly adds anything. */
const saturation = 1.2;

/**
 * Ranks by how rare the words are that a document shares with the request, and in how weighty a place they stand.
 * Of all that a word may mean, only the best counts, so that a word with many neighbours is worth no more.
 */
export function createWordIndex(documents: readonly WeighedWords[]): WordIndex {
  const holders = new Map<string, Map<number, number>>();
  for (const [document, words] of documents.entries()) {
    for (const [word, weight] of words) {
      const stem = stemOf(word);
      const held = holders.get(stem) ?? new Map<number, number>();
      held.set(document, Math.max(held.get(document) ?? 0, weight));
      holders.set(stem, held);
    }
  }
  const rarityOf = (stem: string): number => {
    const count = holders.get(stem)?.size ?? 0;
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };

  return {
    rank(words) {
      const scores = new Map<number, number>();
      for (const word of new Set(words)) {
        const best = new Map<number, number>();
        for (const { stem, weight } of meaningsOf(word, holders)) {
          const rarity =
            Math.min(rarityOf(stem), isAction(stem) ? rarestAction : Infinity) * weight;
          for (const [document, held] of holders.get(stem) ?? []) {
            const gained = (rarity * held) / (held + saturation);
            if (gained > (best.get(document) ?? 0)) best.set(document, gained);
          }
        }
        for (const [document, gained] of best) {
          scores.set(document, (scores.get(document) ?? 0) + gained);
        }
      }
      return [...scores]
        .map(([document, score]) => ({ document, score }))
        .toSorted((a, b) => b.score - a.score || a.document - b.document);
    },
  };
}

function meaningsOf(word: string, known: ReadonlyMap<string, unknown>): readonly Related[] {
  const stem = stemOf(word);
  const related = relatedStems(stem);
  if (known.has(stem)) return [{ stem, weight: 1 }, ...related];
  if (related.length > 0) return related;
  return misspellingsOf(stem, known).map((near) => ({ stem: near, weight: misspeltWeight }));
}

/** Known words that differ in one letter, for words long enough to be told apart. */
function misspellingsOf(stem: string, known: ReadonlyMap<string, unknown>): readonly string[] {
  if (stem.length < 5) return [];
  return [...known.keys()].filter((other) => differInOneLetter(stem, other)).slice(0, 5);
}

function differInOneLetter(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = short.length === long.length ? short.slice(at + 1) : short.slice(at);
  return long.slice(at + 1) === rest;
}
