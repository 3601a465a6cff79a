import type { DatabaseSync } from 'node:sqlite';
import type { SettleRun } from '../../runs/run-store.ts';
import { runAudited } from './audit-events.ts';
import { createAuditWrites } from './audit-writes.ts';
import { createEraseLate } from './forgetting/erase-late.ts';
import type { FileEraser } from './forgetting/file-eraser.ts';
import { createMemoryChanges } from './memory-changes.ts';
import { createOutboxWrites } from './outbox-writes.ts';
import { createPreviewSpending } from './preview-spending.ts';
import { createReceiptWrites } from './receipt-writes.ts';
import { createFreeKey } from './run-keys.ts';
import { query } from './statement.ts';

/** Commits all that a finished run leaves behind, unless a newer attempt owns it or it is settled. */
export function createSettleRun(
  db: DatabaseSync,
  eraser: FileEraser,
): (input: SettleRun) => 'settled' | 'fenced' {
  const freeKey = createFreeKey(db);
  const spending = createPreviewSpending(db);
  const receipts = createReceiptWrites(db);
  const outbox = createOutboxWrites(db);
  const { appendAudit } = createAuditWrites(db);
  const applyChange = createMemoryChanges(db, eraser);
  const eraseLate = createEraseLate(db, eraser);
  const settle = query<
    { id: string; epoch: number; status: string; answer: string; at: number },
    SettledRun
  >(
    db,
    `UPDATE runs SET status = :status, answer = :answer, settled_at = :at
     WHERE id = :id AND epoch = :epoch AND settled_at IS NULL RETURNING seq, space, forget_at_end`,
  );

  return function settleRun(input) {
    const { runId, epoch, status, answer, at } = input;
    const run = settle.first({ id: runId, epoch, status, answer: JSON.stringify(answer), at });
    if (!run) return 'fenced';
    receipts.keepReceipt(input.receipt);
    appendAudit(runAudited(input));
    if (input.result) receipts.keepResult(input.result);
    if (input.callback) outbox.enqueue(input.callback);
    if (input.freesKey) {
      freeKey(run);
      spending.giveBack(runId);
    }
    /* Last, as what forgets also forgets what its own run has just left. */
    for (const change of input.changes) applyChange(change, { id: runId, space: run.space, at });
    eraseLate(input, run);
    return 'settled';
  };
}

interface SettledRun {
  readonly seq: number;
  readonly space: string;
  readonly forget_at_end: number;
}
