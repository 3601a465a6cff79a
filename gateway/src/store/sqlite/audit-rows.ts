import type { AuditEntry } from '../../platform/audit-log.ts';
import { canonicalJson } from '../../platform/canonical-json.ts';
import type { JsonValue } from '../../platform/json.ts';

/** A row of `audit`. */
export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly caller: string | null;
  readonly space: string | null;
  readonly intent: string | null;
  readonly effect: string | null;
  readonly rule: string | null;
  readonly status: string | null;
  readonly error_code: string | null;
  readonly run_id: string | null;
  readonly receipt_id: string | null;
  readonly inputs_digest: Uint8Array | null;
  readonly result_digest: Uint8Array | null;
  readonly details: string | null;
  readonly prev_hash: Uint8Array;
  readonly hash: Uint8Array;
}

/** The columns of `AuditRow`. */
export const auditColumns = `seq, at, kind, caller, space, intent, effect, rule, status, error_code,
  run_id, receipt_id, inputs_digest, result_digest, details, prev_hash, hash`;

/* Written out: this is done for every entry of a log of any length. */
export function entryOf(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    ...(row.caller !== null && { caller: row.caller }),
    ...(row.space !== null && { space: row.space }),
    ...(row.intent !== null && { intent: row.intent }),
    ...(row.effect !== null && { effect: row.effect }),
    ...(row.rule !== null && { rule: row.rule }),
    ...(row.status !== null && { status: row.status }),
    ...(row.error_code !== null && { error_code: row.error_code }),
    ...(row.run_id !== null && { run_id: row.run_id }),
    ...(row.receipt_id !== null && { receipt_id: row.receipt_id }),
    ...(row.inputs_digest !== null && { inputs_digest: hexOf(row.inputs_digest) }),
    ...(row.result_digest !== null && { result_digest: hexOf(row.result_digest) }),
    ...(row.details !== null && { details: detailsOf(row.details) }),
    prev_hash: hexOf(row.prev_hash),
    hash: hexOf(row.hash),
  };
}

export function rowOf(entry: AuditEntry) {
  return {
    seq: entry.seq,
    at: entry.at,
    kind: entry.kind,
    caller: entry.caller ?? null,
    space: entry.space ?? null,
    intent: entry.intent ?? null,
    effect: entry.effect ?? null,
    rule: entry.rule ?? null,
    status: entry.status ?? null,
    error_code: entry.error_code ?? null,
    run_id: entry.run_id ?? null,
    receipt_id: entry.receipt_id ?? null,
    inputs_digest: bytesOf(entry.inputs_digest),
    result_digest: bytesOf(entry.result_digest),
    details: entry.details === undefined ? null : canonicalJson(entry.details),
    prev_hash: Buffer.from(entry.prev_hash, 'hex'),
    hash: Buffer.from(entry.hash, 'hex'),
  };
}

/* A text that is not the one that was written must not pass for it: it stays a text, and its hash will not fit. */
function detailsOf(text: string): JsonValue {
  try {
    const details = JSON.parse(text) as JsonValue;
    return canonicalJson(details) === text ? details : text;
  } catch {
    return text;
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

function bytesOf(hex: string | undefined): Uint8Array | null {
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}
