import { setTimeout as sleep } from 'node:timers/promises';
import type { SqliteStore } from '../../gateway/src/store/sqlite/open-sqlite-store.ts';
import type { MeaningRanked } from '../../gateway/src/tools/memory/embeddings/meaning.ts';
import type { MemoryQuestion } from '../../gateway/src/tools/memory/memory-store.ts';
import { createRecall } from '../../gateway/src/tools/memory/recall/recall.ts';
import { modelName } from './filling.ts';
import { clusteredVectors, createSampleText } from './sample-vectors.ts';
import { timed, type Times } from './timed.ts';

/** Searches by vector, by words and by both, without a gateway around the store. */
export async function searchInProcess(
  store: SqliteStore,
  searches: number,
): Promise<Record<'vector' | 'words' | 'hybrid', Times>> {
  const { number } = await store.vectors.openModel({ name: modelName, at: 1 });
  while ((await store.vectors.loadModel(number)) === 'loading') await sleep(100);
  const scope = { space: 'personal', namespace: 'default', tags: [], now: Date.now(), limit: 10 };
  const queries = clusteredVectors(5);
  const text = createSampleText(5);
  const rankVector = () =>
    store.vectors.rankByMeaning({ ...scope, model: number, vector: queries.next() });
  const vector = await timed(rankVector, searches);
  const rankWords = () => store.memories.rankMemories({ ...scope, query: text(4) });
  const words = await timed(rankWords, searches);
  const meaning = {
    async rank(question: MemoryQuestion): Promise<MeaningRanked> {
      const own = { ...question, model: number, vector: queries.next() };
      const ranking = await store.vectors.rankByMeaning(own);
      if (ranking.kind !== 'ranked') throw new Error(`the vectors are ${ranking.kind}`);
      const scoreOf = (ids: readonly string[]) => store.vectors.scoreByMeaning({ ...own, ids });
      return { ...ranking, note: '', scoreOf };
    },
  };
  const recall = createRecall({ store: store.memories, meaning });
  const hybrid = await timed(() => recall({ ...scope, query: text(4) }), searches);
  return { vector, words, hybrid };
}
