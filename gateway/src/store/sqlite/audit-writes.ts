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
    const salted = saltedBy(salt.toString('hex'));
    if (events.some(hasDigest)) {
      insertSalt({ seq: head.seq + 1, run_id: events[0]?.runId ?? null, salt });
    }
    for (const event of events) {
      const entry = entryAfter(head, recordOf(event, salted));
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

function recordOf(event: AuditEvent, salted: (digest: string | undefined) => string | undefined) {
  return {
    at: isoTime(event.at),
    kind: event.kind,
    caller: event.caller?.toWellFormed(),
    space: event.space?.toWellFormed(),
    intent: event.intent?.toWellFormed(),
    effect: event.effect,
    rule: event.rule?.toWellFormed(),
    status: event.status,
    error_code: event.errorCode,
    run_id: event.runId,
    receipt_id: event.receiptId,
    inputs_digest: salted(event.inputsDigest),
    result_digest: salted(event.resultDigest),
    details: event.details,
  } satisfies AuditRecord;
}

/** Digests under one salt; calls that look alike have the same one, which is computed once. */
function saltedBy(saltHex: string): (digest: string | undefined) => string | undefined {
  const known = new Map<string, string>();
  return (digest) => {
    if (digest === undefined) return undefined;
    const salted = known.get(digest) ?? saltedDigest(digest, saltHex);
    known.set(digest, salted);
    return salted;
  };
}
