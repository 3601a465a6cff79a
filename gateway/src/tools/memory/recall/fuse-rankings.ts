import type { RankedMemory, WordRanking } from '../memory-store.ts';
import type { MeaningRanking } from '../vector-store.ts';

interface Rankings {
  readonly words: WordRanking;
  /** Cosines of all candidates that have a vector. */
  readonly cosines: readonly RankedMemory[];
  readonly usual: MeaningRanking['usual'];
}

interface Fused {
  /** Best first. */
  readonly items: readonly RankedMemory[];
  readonly confident: boolean;
}

/* One setting for all; `npm run eval:memory -- FILE --embeddings` measures it. */
const settings = {
  /* What the best by meaning is worth beside the best by words, where it stands out. */
  meaning: 0.3,
  /* From so far below what chance alone would give to so far above, in deviations, its worth grows. */
  belowChance: 0.5,
  aboveChance: 1.5,
  /* So far above chance, meaning alone is believed. */
  sure: 1.5,
  /* Even where nothing stands out, what is nearest comes after what was found by words, if it is this high. */
  least: { belief: 0.05, height: 1 },
  /* Among so few memories, several that fit may be the usual, and what is chance cannot be told. */
  fewRows: 50,
  leastOfFew: { belief: 0.3, height: 0 },
};

/**
 * Adds what meaning tells to what words tell. Vectors that mean nothing have a nearest one, too: the best of so
 * many would be about `chance` deviations above the mean. Only as far as the best goes beyond that does meaning
 * count, so that a model which is no good changes nothing.
 */
export function fuseRankings({ words, cosines, usual }: Rankings): Fused {
  const bestByWords = words.items[0]?.score ?? 1;
  const byWords = new Map(words.items.map(({ id, score }) => [id, score / bestByWords]));
  const heights = cosines.map(({ id, score }) => ({ id, height: heightOf(score, usual) }));
  const chance = Math.sqrt(2 * Math.log(Math.max(2, usual.rows)));
  const highest = Math.max(0, ...heights.map(({ height }) => height));
  const least = usual.rows < settings.fewRows ? settings.leastOfFew : settings.least;
  const weight = settings.meaning * Math.max(least.belief, beliefIn(highest - chance));
  const byMeaning = new Map(
    heights
      .filter(({ height }) => height > least.height)
      .map(({ id, height }) => [id, height / Math.max(chance, highest)]),
  );
  const items = [...new Set([...byWords.keys(), ...byMeaning.keys()])].map((id) => ({
    id,
    score: (byWords.get(id) ?? 0) + weight * (byMeaning.get(id) ?? 0),
  }));
  return {
    items: items.toSorted((a, b) => b.score - a.score),
    confident: words.confident || highest - chance > settings.sure,
  };
}

/* How far a cosine stands out. Where all are alike, as in a store of one memory, none does: then it is taken as it is. */
function heightOf(cosine: number, { mean, deviation }: MeaningRanking['usual']): number {
  return deviation < 1e-3 ? 4 * cosine : (cosine - mean) / deviation;
}

function beliefIn(excess: number): number {
  const { belowChance, aboveChance } = settings;
  return Math.min(1, Math.max(0, (excess + belowChance) / (belowChance + aboveChance)));
}
