import type { MemoryScope, RankedMemory } from './memory-store.ts';

/** A model whose vectors are kept. Vectors of two models are never compared. */
export interface VectorModel {
  readonly number: number;
  /** All that decides what vector a text gets, as JSON. */
  readonly name: string;
  /** Unknown until it gave its first vector. */
  readonly dimensions?: number;
  /** Whether every memory had its vector at least once, so that this model can be searched by. */
  readonly complete: boolean;
}

/** A memory that waits for its vector. */
export interface UnembeddedMemory {
  readonly id: string;
  /** A vector counts for this version only. */
  readonly version: number;
  readonly text: string;
  readonly speakerId?: string;
  /** How often a vector was asked for in vain. */
  readonly attempts: number;
}

export interface NewVector {
  readonly id: string;
  readonly version: number;
  /** Of length 1. */
  readonly vector: Float32Array;
}

export interface MeaningQuestion extends MemoryScope {
  readonly model: number;
  /** Of length 1. */
  readonly vector: Float32Array;
  readonly limit: number;
}

/** The memories that are nearest in meaning; their score is the cosine. */
export interface MeaningRanking {
  readonly kind: 'ranked';
  /** Best first. */
  readonly items: readonly RankedMemory[];
  /** Cosines as they are among all memories in question: tells how far the best stand out. */
  readonly usual: { readonly mean: number; readonly deviation: number; readonly rows: number };
}

/** Why there is no ranking yet, or none at all. */
export interface NoRanking {
  readonly kind: 'loading' | 'too_large';
}

/**
 * Keeps the vectors of memories. A memory that is written is queued for every model; one whose text
 * changes loses its vectors and is queued again; one that is forgotten is forgotten here as well.
 */
export interface VectorStore {
  /** Finds the model, or begins it and queues every memory for it. */
  openModel(input: { name: string; at: number }): Promise<VectorModel>;
  /** The oldest first. */
  listModels(): Promise<readonly VectorModel[]>;
  /** Erases a model with all of its vectors. */
  dropModel(number: number): Promise<void>;
  /** Marks a model as complete if nothing that was due by then waits for a vector. */
  completeModel(input: { model: number; at: number }): Promise<boolean>;
  /** Memories that are due for a vector, what was written last first. */
  listUnembedded(input: {
    model: number;
    now: number;
    limit: number;
  }): Promise<readonly UnembeddedMemory[]>;
  countUnembedded(model: number): Promise<number>;
  /** Keeps vectors of memories that are still as they were; refuses another number of dimensions. */
  keepVectors(input: { model: number; vectors: readonly NewVector[] }): Promise<void>;
  /** What could not be embedded is tried again at `dueAt`. */
  postponeVectors(input: { model: number; ids: readonly string[]; dueAt: number }): Promise<void>;
  /** Begins to load what `rankByMeaning` needs; gives whether it is there. */
  loadModel(number: number): Promise<'ready' | 'loading' | 'too_large'>;
  rankByMeaning(question: MeaningQuestion): Promise<MeaningRanking | NoRanking>;
  /** How near these memories of a space are to a vector; those without one are left out. */
  scoreByMeaning(input: {
    model: number;
    space: string;
    vector: Float32Array;
    ids: readonly string[];
  }): Promise<readonly RankedMemory[]>;
}
