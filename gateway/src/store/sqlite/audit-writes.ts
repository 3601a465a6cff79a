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
  /** Audits something in the commit that does it. */
  appendAudit(event: AuditEvent): void;
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
  const insertSalt = command<{ seq: number; run_id: string | null; salt: Uint8Array }>(
    db,
    'INSERT INTO digest_salts (seq, run_id, salt) VALUES (:seq, :run_id, :salt)',
  );

  function append(head: ChainPoint, event: AuditEvent): ChainPoint {
    const seq = head.seq + 1;
    const salt = hasDigest(event) ? random(saltBytes) : undefined;
    const unhashed = { ...recordOf(event, salt), seq, prev_hash: head.hash };
    const entry: AuditEntry = { ...unhashed, hash: hashOfEntry(unhashed) };
    insert(rowOf(entry));
    if (salt) insertSalt({ seq, run_id: event.runId ?? null, salt });
    return entry;
  }

  /* The head is read each time: another process may have added to the chain, or this one taken back a decision. */
  return {
    appendAudit: (event) => void append(findHead(), event),
    appendAudits(events) {
      if (events.length > 0) events.reduce(append, findHead());
    },
  };
}

function hasDigest({ inputsDigest, resultDigest }: AuditEvent): boolean {
  return inputsDigest !== undefined || resultDigest !== undefined;
}

function recordOf(event: AuditEvent, salt: Uint8Array | undefined): AuditRecord {
  const { at, kind, caller, space, intent, effect, rule, status } = event;
  const digest = (plain: string | undefined) =>
    plain === undefined || !salt ? undefined : saltedDigest(plain, salt);
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
