import type { MemoryQuestion } from '../memory-store.ts';
import type { VectorStore } from '../vector-store.ts';
import { otherLength } from './fill-vectors.ts';
import { keepVectors, type ServingModel, type VectorsParts } from './keep-vectors.ts';
import type { Meaning, MeaningRanked, NoMeaning } from './meaning.ts';

/** Ranks memories by their vectors, which are filled in in the background. */
export function createEmbeddedMeaning(parts: VectorsParts): Meaning {
  const { store, log } = parts;
  const vectors = keepVectors(parts);
  return {
    async rank(question) {
      const serving = vectors.serving();
      if (!serving) return unavailable('the vectors of memories are being looked at');
      return rankWith(serving, { question, store }).catch((error: unknown) => {
        log.warn({ err: error }, 'Vectors could not be searched');
        return unavailable('the vectors of memories cannot be searched');
      });
    },
    stop: () => vectors.stop(),
  };
}

async function rankWith(
  { model, provider, embedQuery }: ServingModel,
  { question, store }: { question: MemoryQuestion; store: VectorStore },
): Promise<MeaningRanked | NoMeaning> {
  const vector = await embedQuery(question.query);
  const named = `the embedding model "${provider.label}"`;
  if ('reason' in vector) return unavailable(`${named} ${vector.reason}`);
  const strange = otherLength({ kind: 'vectors', vectors: [vector] }, model);
  if (strange !== undefined) return unavailable(`${named} ${strange}`);
  const ranking = await store.rankByMeaning({ ...question, model: model.number, vector });
  switch (ranking.kind) {
    case 'ranked':
      if (ranking.usual.rows === 0) return unavailable('no memory in question has a vector yet');
      return {
        ...ranking,
        note: `by words, and by meaning with "${provider.label}"`,
        scoreOf: (ids) =>
          store.scoreByMeaning({ model: model.number, space: question.space, vector, ids }),
      };
    case 'loading':
      return unavailable('the vectors of memories are being loaded');
    case 'too_large':
      return unavailable('the vectors take more memory than memory.embeddings.index_memory_mb');
    default:
      return ranking satisfies never;
  }
}

function unavailable(reason: string): NoMeaning {
  return { kind: 'unavailable', reason };
}
