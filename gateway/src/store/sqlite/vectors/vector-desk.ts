import type { DatabaseSync } from 'node:sqlite';
import type {
  MeaningQuestion,
  MeaningRanking,
  NoRanking,
} from '../../../tools/memory/vector-store.ts';
import {
  createNearestMemories,
  createScoreMemories,
  type NearestMemories,
  type ScoreMemories,
} from './nearest-memories.ts';
import { createLoadedModel, type LoadedModel } from './loaded-model.ts';

/** What the thread of the vectors answers. */
export interface VectorDesk {
  loadModel(model: number): 'ready' | 'loading' | 'too_large';
  unloadModel(model: number): void;
  rankByMeaning(question: MeaningQuestion): MeaningRanking | NoRanking;
  readonly scoreByMeaning: ScoreMemories;
  /** Reads a slice of what is new, of every model; gives whether there is more. */
  catchUp(): boolean;
}

interface Desk {
  readonly maxBytes: number;
  /** Called when a model begins to load: `catchUp` has work to do. */
  readonly onWork: () => void;
}

export function createVectorDesk(db: DatabaseSync, { maxBytes, onWork }: Desk): VectorDesk {
  const models = new Map<
    number,
    { loaded: LoadedModel; state: 'ready' | 'loading' | 'too_large' }
  >();
  const nearestMemories: NearestMemories = createNearestMemories(db);

  function find(model: number) {
    const known = models.get(model);
    if (known) return known;
    const entry = { loaded: createLoadedModel(db, { model, maxBytes }), state: 'loading' as const };
    models.set(model, entry);
    onWork();
    return entry;
  }

  function advance(entry: ReturnType<typeof find>): boolean {
    const result = entry.loaded.catchUp();
    if (result === 'more') return true;
    entry.state = result === 'done' ? 'ready' : result;
    return false;
  }

  return {
    loadModel: (model) => find(model).state,
    unloadModel: (model) => void models.delete(model),
    rankByMeaning(question) {
      const entry = find(question.model);
      if (entry.state === 'ready' && advance(entry)) onWork();
      if (entry.state !== 'ready') return { kind: entry.state };
      return nearestMemories(question, entry.loaded.index());
    },
    scoreByMeaning: createScoreMemories(db),
    catchUp: () => models.values().map(advance).toArray().includes(true),
  };
}
