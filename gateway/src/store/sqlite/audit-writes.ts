import type { DatabaseSync } from 'node:sqlite';
import { hashOfEntry, saltedDigest } from '../../platform/audit-hash.ts';
import type { AuditEntry, AuditEvent, AuditRecord, ChainPoint } from '../../platform/audit-log.ts';
import { isoTime } from '../../platform/clock.ts';
import { createRandomPool } from '../../platform/random-pool.ts';
import { createAuditHead } from './audit-reads.ts';
import { rowOf } from './audit-rows.ts';
import { command } from './statement.ts';

const saltBytes = 16;

export interface AuditWrites {
  /** Audits something in the commit that does it, under a salt of its own. */
  appendAudit(event: AuditEvent): void;
  /** The same for many, under one salt: for reads, which are forgotten together. */
  appendAudits(events: readonly AuditEvent[]): void;
}

/** The one place that writes the audit log. To be called inside the transaction of a decision. */
export function createAuditWrites(db: DatabaseSync): AuditWrites {
  const findHead = createAuditHead(db);
  const random = createRandomPool();
  const insert = command<ReturnType<typeof rowOf>>(
    db,
    `INSERT INTO audit (seq, at, kind, caller, space, intent, effect, rule, status, error_code,
       run_id, receipt_id, inputs_digest, result_digest, details, prev_hash, hash)
     VALUES (:seq, :at, :kind, :caller, :space, :intent, :effect, :rule, :status, :error_code,
       :run_id, :receipt_id, :inputs_digest, :result_digest, :details, :prev_hash, :hash)`,
  );
  /* In place of another's only where somebody cut the end of the log: calls must go on all the same. */
  const insertSalt = command<{ seq: number; run_id: string | null; salt: Uint8Array }>(
    db,
    'INSERT OR REPLACE INTO digest_salts (seq, run_id, salt) VALUES (:seq, :run_id, :salt)',
  );

  function append(events: readonly AuditEvent[]): void {
    /* Read each time: another process may have added to the chain, or this one taken back a decision. */
    let head = findHead();
    const salt = random(saltBytes);
    const saltHex = salt.toString('hex');
    if (events.some(hasDigest)) {
      insertSalt({ seq: head.seq + 1, run_id: events[0]?.runId ?? null, salt });
    }
    for (const event of events) {
      const entry = entryAfter(head, recordOf(event, saltHex));
      insert(rowOf(entry));
      head = entry;
    }
  }

  return {
    appendAudit: (event) => append([event]),
    appendAudits(events) {
      if (events.length > 0) append(events);
    },
  };
}

function entryAfter(head: ChainPoint, record: AuditRecord): AuditEntry {
  const unhashed = { ...record, seq: head.seq + 1, prev_hash: head.hash };
  return { ...unhashed, hash: hashOfEntry(unhashed) };
}

function hasDigest({ inputsDigest, resultDigest }: AuditEvent): boolean {
  return inputsDigest !== undefined || resultDigest !== undefined;
}

function recordOf(event: AuditEvent, salt: string): AuditRecord {
  const { at, kind, caller, space, intent, effect, rule, status } = event;
  const digest = (plain: string | undefined) =>
    plain === undefined ? undefined : saltedDigest(plain, salt);
  const inputsDigest = digest(event.inputsDigest);
  const resultDigest = digest(event.resultDigest);
  return {
    at: isoTime(at),
    kind,
    ...(caller !== undefined && { caller: caller.toWellFormed() }),
    ...(space !== undefined && { space: space.toWellFormed() }),
    ...(intent !== undefined && { intent: intent.toWellFormed() }),
    ...(effect !== undefined && { effect }),
    ...(rule !== undefined && { rule: rule.toWellFormed() }),
    ...(status !== undefined && { status }),
    ...(event.errorCode !== undefined && { error_code: event.errorCode }),
    ...(event.runId !== undefined && { run_id: event.runId }),
    ...(event.receiptId !== undefined && { receipt_id: event.receiptId }),
    ...(inputsDigest !== undefined && { inputs_digest: inputsDigest }),
    ...(resultDigest !== undefined && { result_digest: resultDigest }),
    ...(event.details !== undefined && { details: event.details }),
  };
}
