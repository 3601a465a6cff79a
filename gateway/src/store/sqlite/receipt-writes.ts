import type { DatabaseSync } from 'node:sqlite';
import type { Receipt } from '#contract';
import type { StoredResult } from '../../runs/run-store.ts';
import { readAudited } from './audit-events.ts';
import { createAuditWrites } from './audit-writes.ts';
import { createLateArrivals } from './forgetting/late-arrivals.ts';
import { command } from './statement.ts';

interface ReceiptWrites {
  /**
   * `receipts` as they are kept, a line of JSON each: one text crosses threads in a fraction of the time of objects.
   * What is there already came twice, since the first time nobody heard that it was kept: it is audited once.
   */
  readonly recordReads: (receipts: string, results: readonly StoredResult[]) => void;
  /** Of a run; takes the place of one with the same id. */
  readonly keepReceipt: (receipt: Receipt) => void;
  readonly keepResult: (result: StoredResult) => void;
}

export function createReceiptWrites(db: DatabaseSync): ReceiptWrites {
  const insertReceipt = command<{
    id: string;
    space: string;
    job_id: string | null;
    started_at: string;
    receipt: string;
  }>(
    db,
    `INSERT INTO receipts (id, space, job_id, started_at, receipt)
     VALUES (:id, :space, :job_id, :started_at, :receipt)
     ON CONFLICT (id) DO UPDATE SET receipt = excluded.receipt`,
  );
  const insertReadReceipt = command<{
    id: string;
    space: string;
    started_at: string;
    receipt: string;
  }>(
    db,
    `INSERT INTO read_receipts (id, space, started_at, receipt)
     VALUES (:id, :space, :started_at, :receipt)
     ON CONFLICT (space, id) DO NOTHING`,
  );
  const { appendAudits } = createAuditWrites(db);
  const { isLate } = createLateArrivals(db);
  const insertResult = command<{
    handle: string;
    space: string;
    intent: string;
    expires_at: number;
    text: string;
    forgotten: number;
  }>(
    db,
    `INSERT INTO results (handle, space, intent, expires_at, text, forgotten)
     VALUES (:handle, :space, :intent, :expires_at, :text, :forgotten)
     ON CONFLICT (handle) DO NOTHING`,
  );

  function keepReceipt(receipt: Receipt): void {
    insertReceipt({
      id: receipt.receipt_id,
      space: receipt.space,
      job_id: receipt.job_id ?? null,
      started_at: receipt.started_at,
      receipt: JSON.stringify(receipt),
    });
  }

  function keepReadReceipt(receipt: Receipt, text: string): boolean {
    const { receipt_id: id, space, started_at } = receipt;
    return insertReadReceipt({ id, space, started_at, receipt: text }) > 0;
  }

  function keepResult({ handle, space, intent, expiresAt, text }: StoredResult): void {
    const params = { handle, space, intent, expires_at: expiresAt };
    if (isLate(text)) insertResult({ ...params, text: '', forgotten: 1 });
    else insertResult({ ...params, text, forgotten: 0 });
  }

  return {
    keepReceipt,
    keepResult,
    recordReads(receipts, results) {
      const events = linesOf(receipts).flatMap((text) => {
        const receipt = JSON.parse(text) as Receipt;
        return keepReadReceipt(receipt, text) ? [readAudited(receipt)] : [];
      });
      for (const result of results) keepResult(result);
      appendAudits(events);
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}
