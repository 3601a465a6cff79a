/** One thing to remember, as it was said. Times are milliseconds since the epoch. */
export interface Memory {
  readonly id: string;
  readonly space: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly speakerId?: string;
  /** The caller that stored it. */
  readonly caller: string;
  readonly createdAt: number;
}

export interface MemoryHit {
  readonly memory: Memory;
  /** Higher is better; only comparable within one search. */
  readonly score: number;
}

/**
 * Reads memories of one space. Writing goes through the changes that a run commits
 * (`memory.add` with a `Memory`, `memory.forget` with `{space, ids}`). What is forgotten also leaves
 * the inputs and the answer of the run that stored it.
 */
export interface MemoryStore {
  /** Best first. `terms` are words to look for, any of them; a memory must carry every one of `tags`. */
  searchMemories(input: MemorySearch): Promise<readonly MemoryHit[]>;
  findMemory(input: { id: string; space: string }): Promise<Memory | undefined>;
  /** Newest first, at most `limit`. */
  listMemories(input: MemoryList): Promise<readonly Memory[]>;
}

export interface MemorySearch {
  readonly space: string;
  readonly terms: readonly string[];
  readonly tags: readonly string[];
  readonly limit: number;
}

export interface MemoryList {
  readonly space: string;
  readonly tags: readonly string[];
  readonly limit: number;
  readonly after?: string;
}
