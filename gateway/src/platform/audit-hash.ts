import { hash } from 'node:crypto';
import type { AuditEntry } from './audit-log.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * SHA-256 over the entry without its own hash, as canonical JSON (RFC 8785) behind a line that keeps it apart
 * from everything else that is ever hashed here.
 */
export function hashOfEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const text = entry.details === undefined ? flatJson(entry) : canonicalJson(entry);
  return hash('sha256', `tutti audit entry v1\n${text}`, 'hex');
}

/** A digest that says nothing to anybody without the salt. */
export function saltedDigest(digest: string, saltHex: string): string {
  return hash('sha256', `tutti audit digest v1\n${saltHex}\n${digest}`, 'hex');
}

/* The same text in a third of the time: every read is hashed, and sorting its members is the dearest part. */
function flatJson(entry: Omit<AuditEntry, 'hash' | 'details'>): string {
  return JSON.stringify({
    at: entry.at,
    caller: entry.caller,
    effect: entry.effect,
    error_code: entry.error_code,
    inputs_digest: entry.inputs_digest,
    intent: entry.intent,
    kind: entry.kind,
    prev_hash: entry.prev_hash,
    receipt_id: entry.receipt_id,
    result_digest: entry.result_digest,
    rule: entry.rule,
    run_id: entry.run_id,
    seq: entry.seq,
    space: entry.space,
    status: entry.status,
  });
}
