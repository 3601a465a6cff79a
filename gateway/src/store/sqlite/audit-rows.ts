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

export function entryOf(row: AuditRow): AuditEntry {
  const { inputs_digest, result_digest, details, prev_hash, hash, ...rest } = row;
  return {
    ...withoutNulls(rest),
    ...(inputs_digest !== null && { inputs_digest: hexOf(inputs_digest) }),
    ...(result_digest !== null && { result_digest: hexOf(result_digest) }),
    ...(details !== null && { details: detailsOf(details) }),
    prev_hash: hexOf(prev_hash),
    hash: hexOf(hash),
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

type Texts = Omit<AuditRow, 'inputs_digest' | 'result_digest' | 'details' | 'prev_hash' | 'hash'>;

type WithoutNulls = { readonly [Name in 'seq' | 'at' | 'kind']: Texts[Name] } & {
  readonly [Name in Exclude<keyof Texts, 'seq' | 'at' | 'kind'>]?: string;
};

/* Columns that are null are members that the entry does not have. */
function withoutNulls(row: Texts): WithoutNulls {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as unknown as WithoutNulls;
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
