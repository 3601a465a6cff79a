import type { DatabaseSync } from 'node:sqlite';
import { createApprovalReads } from './approval-reads.ts';
import { createAuditReads } from './audit-reads.ts';
import { createIdentityReads } from './identity-reads.ts';
import { createMemoryRanking } from './memory-ranking.ts';
import { createMemoryReads } from './memory-reads.ts';
import { createMemoryRecords } from './memory-records.ts';
import { createOAuthReads } from './oauth-reads.ts';
import { createOutboxReads } from './outbox-reads.ts';
import { createPasskeyReads } from './passkey-reads.ts';
import { createReviewReads } from './review-reads.ts';
import { createRunReads } from './run-reads.ts';
import { query } from './statement.ts';
import { createVectorReads } from './vector-reads.ts';

export type ReadOperations = ReturnType<typeof createReadOperations>;

/** Every question that changes nothing. */
export function createReadOperations(db: DatabaseSync) {
  const proof = query<Record<string, never>, unknown>(db, 'SELECT one FROM write_proof');
  return {
    ...createRunReads(db),
    ...createApprovalReads(db),
    ...createIdentityReads(db),
    ...createPasskeyReads(db),
    ...createOAuthReads(db),
    ...createOutboxReads(db),
    ...createMemoryReads(db),
    ...createVectorReads(db),
    ...createMemoryRecords(db),
    ...createMemoryRanking(db),
    ...createAuditReads(db),
    ...createReviewReads(db),
    proveReadable(): void {
      proof.first({});
    },
  };
}
