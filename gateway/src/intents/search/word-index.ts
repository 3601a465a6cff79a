import { meaningsOf } from './meanings.ts';
import type { AskedWord } from './read-request.ts';
import { stemOf } from './stem-of.ts';

/** Words of one document, each as heavy as the heaviest place where it stands. */
export type WeighedWords = ReadonlyMap<string, number>;

export interface Shelf {
  /** What its documents speak of, each and together. */
  readonly documents: readonly WeighedWords[];
}

export interface WordIndex {
  /** Documents that share meaning with the words, by their place over all shelves, with how well they fit. */
  rank(words: readonly AskedWord[]): ReadonlyMap<number, number>;
  /** Whether a word with this stem stands anywhere. */
  has(stem: string): boolean;
}

/* Which verb a tool was named with is chance: a rare one says no more than a common one. */
const rarestAction = 4;
/* From how much weight on more of it hardly adds anything. */
const saturation = 2;
/* What the neighbours of a document speak of, it is about as well, a little. */
const neighbourWeight = 0.3;
/* A phrase means several words together; a word means one of several. */
const secondOfPhrase = 0.8;
const secondOfWord = 0.1;
/* What is done counts in full only where it is done to what is meant. */
const leastActionShare = 0.15;
const fullActionFrom = 0.4;
const coverageBonus = 0.4;
const heaviest = 3;

/**
 * Ranks by how rare the words are that a document shares with the request, and in how weighty a place they stand.
 * Of all that a word may mean, little but the best counts, so that a word with many neighbours is worth no more.
 */
export function createWordIndex(shelves: readonly Shelf[]): WordIndex {
  const { holders, neighbours, count } = placesOf(shelves);

  const rarityOf = (stem: string): number => {
    const held = holders.get(stem)?.size ?? 0;
    return Math.log(1 + (count - held + 0.5) / (held + 0.5));
  };

  /* Calls back with every document that holds the stem, itself or by its neighbours. */
  const eachHolder = (stem: string, visit: (document: number, weight: number) => void): void => {
    const held = holders.get(stem);
    for (const [document, weight] of held ?? []) visit(document, weight);
    for (const shelf of neighbours.get(stem) ?? []) {
      for (let document = shelf.from; document < shelf.to; document += 1) {
        if (!held?.has(document)) visit(document, neighbourWeight);
      }
    }
  };

  const gainsOf = (word: AskedWord): Gains => {
    const best = new Map<number, number>();
    const second = new Map<number, number>();
    let most = 0;
    for (const { stem, weight } of meaningsOf(word, holders)) {
      const rarity = Math.min(rarityOf(stem), word.isAction ? rarestAction : Infinity);
      const worth = rarity * weight * word.weight;
      most = Math.max(most, worth * saturated(heaviest));
      const gain = (document: number, held: number) => {
        const gained = worth * saturated(held);
        const known = best.get(document) ?? 0;
        if (gained > known) best.set(document, gained);
        const less = Math.min(gained, known);
        if (less > (second.get(document) ?? 0)) second.set(document, less);
      };
      if (word.isAction)
        for (const [document, held] of holders.get(stem) ?? []) gain(document, held);
      else eachHolder(stem, gain);
    }
    addShare(best, second, shareOfSecond(word));
    return { best, most };
  };

  return {
    has: (stem) => holders.has(stem),
    rank(words) {
      const things = new Map<number, number>();
      const actions = new Map<number, number>();
      let most = 0;
      for (const word of words) {
        const gains = gainsOf(word);
        addShare(word.isAction ? actions : things, gains.best, 1);
        if (!word.isAction) most += gains.most;
      }
      return weighTogether({ things, actions, most });
    },
  };
}

interface Gains {
  /** What each document gains by a word. */
  readonly best: Map<number, number>;
  /** The most that one could gain. */
  readonly most: number;
}

interface Weighed {
  readonly things: ReadonlyMap<number, number>;
  readonly actions: ReadonlyMap<number, number>;
  readonly most: number;
}

function weighTogether({ things, actions, most }: Weighed): ReadonlyMap<number, number> {
  const bestThing = Math.max(0, ...things.values());
  const scoreOf = (document: number): number => {
    const thing = things.get(document) ?? 0;
    const fit = bestThing === 0 ? 1 : Math.min(1, thing / (fullActionFrom * bestThing));
    const action = (actions.get(document) ?? 0) * (leastActionShare + (1 - leastActionShare) * fit);
    const covered = most === 0 ? 1 : thing / most;
    return (thing + action) * (1 + coverageBonus * covered);
  };
  const documents = new Set([...things.keys(), ...actions.keys()]);
  return new Map([...documents].map((document) => [document, scoreOf(document)]));
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Places {
  readonly holders: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly neighbours: ReadonlyMap<string, ReadonlySet<Range>>;
  readonly count: number;
}

function placesOf(shelves: readonly Shelf[]): Places {
  const holders = new Map<string, Map<number, number>>();
  const neighbours = new Map<string, Set<Range>>();
  let count = 0;
  for (const { documents } of shelves) {
    const range = { from: count, to: count + documents.length };
    for (const words of documents) {
      for (const [word, weight] of words) {
        const stem = stemOf(word);
        const held = holders.get(stem) ?? new Map<number, number>();
        holders.set(stem, held.set(count, Math.max(held.get(count) ?? 0, weight)));
        if (weight >= 1) neighbours.set(stem, (neighbours.get(stem) ?? new Set()).add(range));
      }
      count += 1;
    }
  }
  return { holders, neighbours, count };
}

function saturated(weight: number): number {
  return weight / (weight + saturation);
}

function shareOfSecond({ stem, isAction }: AskedWord): number {
  if (stem.includes('_')) return secondOfPhrase;
  return isAction ? 0 : secondOfWord;
}

function addShare(to: Map<number, number>, from: ReadonlyMap<number, number>, share: number): void {
  if (share === 0) return;
  for (const [document, gained] of from) {
    to.set(document, (to.get(document) ?? 0) + share * gained);
  }
}
