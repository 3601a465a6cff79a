import type { MemoryRecord } from '../memory-record.ts';

/** A text from elsewhere, with what is known of it there. */
export interface ForeignMemory {
  readonly kind: 'foreign';
  readonly text: string;
  readonly source: string;
  readonly tags?: readonly string[];
  readonly speakerId?: string;
  readonly saidAt?: string;
}

/** One thing that was read out of an import. */
export type Imported = ForeignMemory | { readonly kind: 'own'; readonly record: MemoryRecord };

/** What could not be read, and where. */
export interface ImportProblem {
  readonly line: number;
  readonly why: string;
}

export interface ParsedImport {
  readonly items: readonly Imported[];
  readonly problems: readonly ImportProblem[];
}
