import type { DatabaseSync } from 'node:sqlite';
import { createAcceptRun } from './accept-run.ts';
import { createAuditWrites } from './audit-writes.ts';
import { createDecideApproval } from './approval-writes.ts';
import type { FileEraser } from './forgetting/file-eraser.ts';
import { createIdentityWrites } from './identity-writes.ts';
import { createExpireSlice } from './memory-expiry.ts';
import { createOAuthWrites } from './oauth-writes.ts';
import { createOutboxWrites } from './outbox-writes.ts';
import { createPasskeyWrites } from './passkey-writes.ts';
import { createPreviewWrites } from './preview-writes.ts';
import { createPruneSalts, createPruneSlice } from './prune.ts';
import { createReceiptWrites } from './receipt-writes.ts';
import { createReviewWrites } from './review-writes.ts';
import { createRunWrites } from './run-writes.ts';
import { createSettleRun } from './settle-run.ts';
import { createVectorWrites } from './vector-writes.ts';

export type WriteOperations = ReturnType<typeof createWriteOperations>;

/** Every decision that may change the database. */
export function createWriteOperations(db: DatabaseSync, eraser: FileEraser) {
  const settleRun = createSettleRun(db, eraser);
  const { appendAudits } = createAuditWrites(db);
  const { recordReads } = createReceiptWrites(db);
  const { claimDueCallbacks, finishCallback, retryCallback } = createOutboxWrites(db);
  return {
    acceptRun: createAcceptRun(db),
    settleRun,
    ...createDecideApproval(db, settleRun),
    expireSlice: createExpireSlice(db, eraser),
    pruneSlice: createPruneSlice(db),
    pruneSalts: createPruneSalts(db),
    appendAudits,
    recordReads,
    ...createRunWrites(db),
    ...createPreviewWrites(db),
    ...createIdentityWrites(db),
    ...createPasskeyWrites(db),
    ...createReviewWrites(db),
    ...createVectorWrites(db),
    ...createOAuthWrites(db),
    claimDueCallbacks,
    finishCallback,
    retryCallback,
  };
}
