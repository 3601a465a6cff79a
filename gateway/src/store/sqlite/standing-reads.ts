import type { DatabaseSync } from 'node:sqlite';
import { createApprovalReads } from './approval-reads.ts';
import { createAuditReads } from './audit-reads.ts';
import { createIdentityReads } from './identity-reads.ts';
import { createOAuthReads } from './oauth-reads.ts';
import { createOutboxReads } from './outbox-reads.ts';
import { createReviewReads } from './review-reads.ts';
import { query } from './statement.ts';

export type StandingReads = ReturnType<typeof createStandingReads>;

/** What the gateway asks of itself, and what is read from the same tables. */
export function createStandingReads(db: DatabaseSync) {
  const proof = query<Record<string, never>, unknown>(db, 'SELECT one FROM write_proof');
  return {
    ...createIdentityReads(db),
    ...createOAuthReads(db),
    ...createOutboxReads(db),
    ...createApprovalReads(db),
    ...createReviewReads(db),
    ...createAuditReads(db),
    proveReadable(): void {
      proof.first({});
    },
  };
}
