import type { Meaning } from '../embeddings/meaning.ts';
import type { MemoryQuestion, MemoryStore, WordMatch, WordRanking } from '../memory-store.ts';
import { fuseRankings } from './fuse-rankings.ts';

/** The memories that fit a question best, and what was gone by to find them. */
export interface Recalled extends WordRanking {
  readonly retrieval: 'hybrid' | 'lexical';
  readonly reason: string;
}

export type Recall = (question: MemoryQuestion) => Promise<Recalled>;

/* Of each list so many are fused, so that what is good in both rises above what is best in one. */
const leastPool = 50;

/** Searches by words and by meaning at the same time; where meaning is not to be had, by words alone. */
export function createRecall({
  store,
  meaning,
}: {
  store: Pick<MemoryStore, 'rankMemories'>;
  meaning: Pick<Meaning, 'rank'>;
}): Recall {
  return async (question) => {
    const wide = { ...question, limit: Math.max(question.limit * 2, leastPool) };
    const [words, meant] = await Promise.all([store.rankMemories(wide), meaning.rank(wide)]);
    if (meant.kind === 'unavailable') {
      const items = words.items.slice(0, question.limit);
      return { ...words, items, retrieval: 'lexical', reason: meant.reason };
    }
    const near = new Set(meant.items.map(({ id }) => id));
    const others = words.items.filter(({ id }) => !near.has(id)).map(({ id }) => id);
    const cosines = [...meant.items, ...(others.length > 0 ? await meant.scoreOf(others) : [])];
    const fused = fuseRankings({ words, cosines, usual: meant.usual });
    return {
      items: fused.items.slice(0, question.limit).map(withMatches(words.items)),
      confident: fused.confident,
      retrieval: 'hybrid',
      reason: meant.note,
    };
  };
}

function withMatches(items: readonly WordMatch[]) {
  const matches = new Map(items.map(({ id, matched }) => [id, matched]));
  return ({ id, score }: { id: string; score: number }): WordMatch => {
    const matched = matches.get(id) ?? [];
    return { id, score, matched: matched.length > 0 ? matched : ['meaning'] };
  };
}
