import type { Stoppable } from '../../../platform/lifecycle.ts';
import type { MemoryQuestion, RankedMemory } from '../memory-store.ts';
import type { MeaningRanking } from '../vector-store.ts';

/** Ranks memories by what they mean, where that can be done at the moment. */
export interface Meaning extends Stoppable {
  rank(question: MemoryQuestion): Promise<MeaningRanked | NoMeaning>;
}

export interface MeaningRanked extends MeaningRanking {
  /** What the ranking rests on, in words. */
  readonly note: string;
  /** The cosines of memories that were found in another way. */
  scoreOf(ids: readonly string[]): Promise<readonly RankedMemory[]>;
}

export interface NoMeaning {
  readonly kind: 'unavailable';
  readonly reason: string;
}

/** Where no embedding model is configured. */
export const noMeaning: Meaning = {
  rank: async () => ({ kind: 'unavailable', reason: 'no embedding model is configured' }),
  stop: async () => {},
};
