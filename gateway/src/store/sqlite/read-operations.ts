import type { DatabaseSync } from 'node:sqlite';
import { createMemoryRanking } from './memory-ranking.ts';
import { createMemoryReads } from './memory-reads.ts';
import { createMemoryRecords } from './memory-records.ts';
import { createPasskeyReads } from './passkey-reads.ts';
import { createRunReads } from './run-reads.ts';
import { createStandingReads } from './standing-reads.ts';
import { createVectorReads } from './vector-reads.ts';

export type ReadOperations = ReturnType<typeof createReadOperations>;

/** Every question that changes nothing. */
export function createReadOperations(db: DatabaseSync) {
  return {
    ...createStandingReads(db),
    ...createRunReads(db),
    ...createPasskeyReads(db),
    ...createMemoryReads(db),
    ...createVectorReads(db),
    ...createMemoryRecords(db),
    ...createMemoryRanking(db),
  };
}
