/**
 * Whose word a memory is: the owner's own, that of a caller (an assistant that says what it was told), or that of
 * something which somebody read (a page, a mail, an import). From the most trusted to the least.
 */
export type Trust = 'owner' | 'caller' | 'external';

/** One thing to remember, as it was said. Times are milliseconds since the epoch. */
export interface NewMemory {
  readonly id: string;
  readonly space: string;
  readonly namespace: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly speakerId?: string;
  /** Where it was read, if nobody said it to the caller. */
  readonly source?: string;
  readonly trust: Trust;
  /** The caller that stored it. */
  readonly caller: string;
  readonly createdAt: number;
  /** When it was said, which may be long before it was stored. */
  readonly saidAt: number;
  /** From then on it is found no more. */
  readonly expiresAt?: number;
}

/** A memory with what became of it since. */
export interface Memory extends NewMemory {
  /** 1, and one more with each change. */
  readonly version: number;
  readonly updatedAt?: number;
  /** The memory that says what holds now. */
  readonly supersededBy?: string;
  readonly supersededAt?: number;
  /** The memory that said the same before. */
  readonly duplicateOf?: string;
  /** Memories of which only one can hold. */
  readonly conflictsWith: readonly string[];
}

/**
 * Reads memories of one space. Writing goes through the changes that a run commits
 * (`memory.add` with a `NewMemory`, `memory.forget` with `{space, ids}`). What is forgotten also leaves
 * the inputs and the answer of the run that stored it.
 */
export interface MemoryStore {
  /** The memories that fit a question by its words, best first, as one of the lists that are fused. */
  rankMemories(question: MemoryQuestion): Promise<WordRanking>;
  /** Those of the ids that there are, in the order of `ids`. */
  findMemories(input: { space: string; ids: readonly string[] }): Promise<readonly Memory[]>;
  findMemory(input: { id: string; space: string }): Promise<Memory | undefined>;
  /** What was said just before and after in the same conversation, in order, at most `count` each. */
  listNeighbours(input: { id: string; space: string; count: number }): Promise<Neighbours>;
  /** Newest first, at most `limit`. */
  listMemories(input: MemoryList): Promise<readonly Memory[]>;
}

/** Which memories come into question at all. */
export interface MemoryScope {
  readonly space: string;
  /** Absent: all of the space. */
  readonly namespace?: string;
  /** A memory must carry every one. */
  readonly tags: readonly string[];
  readonly speakerId?: string;
  /** Said at or after. */
  readonly since?: number;
  /** Said before. */
  readonly until?: number;
  /** As things were then: what was said later does not count, and neither does it supersede. */
  readonly asOf?: number;
  /** What has expired by then is left out. */
  readonly now: number;
}

export interface MemoryQuestion extends MemoryScope {
  /** As it was asked. */
  readonly query: string;
  readonly limit: number;
}

/** One of a list of candidates. */
export interface RankedMemory {
  readonly id: string;
  /** Higher is better; only comparable within one list. */
  readonly score: number;
}

export interface WordMatch extends RankedMemory {
  /** By what it was found: words of the question as they were asked, and what else speaks for it. */
  readonly matched: readonly string[];
}

export interface WordRanking {
  /** Best first. */
  readonly items: readonly WordMatch[];
  /** Whether the best of them is likely to be what was asked for, going by the words alone. */
  readonly confident: boolean;
}

export interface Neighbours {
  readonly before: readonly Memory[];
  readonly after: readonly Memory[];
}

export interface MemoryList extends Omit<MemoryScope, 'asOf'> {
  readonly limit: number;
  /** Goes on after this id. */
  readonly after?: string;
}
