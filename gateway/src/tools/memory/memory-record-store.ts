import type { Memory, MemoryScope, NewMemory, Trust } from './memory-store.ts';

/** What a memory said before it was changed. */
export interface MemoryVersion {
  readonly version: number;
  readonly text: string;
  readonly tags: readonly string[];
  readonly speakerId?: string;
  readonly source?: string;
  readonly trust: Trust;
  readonly saidAt: number;
  readonly expiresAt?: number;
  readonly changedAt: number;
  /** The caller that changed it. */
  readonly changedBy: string;
}

/** A memory with the place that it has in the order of writing. */
export interface PlacedMemory {
  readonly place: number;
  readonly memory: Memory;
}

export interface MemorySelection extends Omit<MemoryScope, 'asOf'> {
  /** Only those whose text contains it, in any case. */
  readonly containing?: string;
  /** In the order of writing, after this place. */
  readonly after?: number;
  readonly limit: number;
}

export interface NewStatement {
  readonly space: string;
  readonly namespace: string;
  readonly speakerId?: string;
  readonly text: string;
}

/**
 * Memories as records: picked out by what they are rather than by how well they fit, with what they said before.
 * Runs change them by `memory.update` ({space, id, by, …what changes}) and `memory.supersede`
 * ({space, ids, by, at}), and bring them from elsewhere by `memory.restore` (a `Memory` with its `versions`).
 */
export interface MemoryRecordStore {
  /** What is past its time is among them where `now` is 0. */
  selectMemories(selection: MemorySelection): Promise<readonly PlacedMemory[]>;
  /** The oldest first, without the present one. */
  listVersions(input: { id: string; space: string }): Promise<readonly MemoryVersion[]>;
  /** What the same speaker said in the same namespace that cannot hold beside this text. */
  findContradicted(statement: NewStatement): Promise<readonly Memory[]>;
  /** Which of the ids are there, in any space. */
  listTaken(input: {
    ids: readonly string[];
  }): Promise<readonly { readonly id: string; readonly space: string }[]>;
  /** Those whose text nobody of that name said in that namespace before. */
  listUnsaid(memories: readonly NewMemory[]): Promise<readonly NewMemory[]>;
  /** Those that a memory superseded. */
  listSuperseded(input: { id: string; space: string }): Promise<readonly Memory[]>;
}
