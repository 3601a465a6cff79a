import type { Effect, Receipt } from '#contract';
import type { JsonObject, JsonValue } from './json.ts';

/** What the audit log tells of. Those of the second group are the owner's doing. */
export type AuditKind =
  | 'read'
  | 'preview'
  | 'denied'
  | 'preview_spent'
  | 'run_settled'
  | 'approval_requested'
  | 'approval_decided'
  | 'approval_expired'
  | 'review_needed'
  // by the owner
  | 'resolved'
  | 'key_created'
  | 'key_revoked'
  | 'caller_changed'
  | 'consent_given'
  | 'consent_revoked'
  | 'owner_key_kept'
  | 'review_accepted'
  | 'review_withdrawn'
  | 'reload';

/**
 * Something to be audited, as the decision that does it knows it. Digests come in plain and are salted
 * before they are kept; `details` holds names and ids, never inputs or results.
 */
export interface AuditEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: AuditKind;
  readonly caller?: string | undefined;
  readonly space?: string | undefined;
  readonly intent?: string | undefined;
  readonly effect?: Effect | undefined;
  readonly rule?: string | undefined;
  readonly status?: Receipt['status'] | undefined;
  readonly errorCode?: string | undefined;
  readonly runId?: string | undefined;
  readonly receiptId?: string | undefined;
  readonly inputsDigest?: string | undefined;
  readonly resultDigest?: string | undefined;
  readonly details?: JsonObject | undefined;
}

/** What an entry says, its place in the chain aside. */
export interface AuditRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: string;
  readonly caller?: string | undefined;
  readonly space?: string | undefined;
  readonly intent?: string | undefined;
  readonly effect?: string | undefined;
  readonly rule?: string | undefined;
  readonly status?: string | undefined;
  readonly error_code?: string | undefined;
  readonly run_id?: string | undefined;
  readonly receipt_id?: string | undefined;
  /** Salted, hex. The salt is kept apart, so that it can be forgotten. */
  readonly inputs_digest?: string | undefined;
  readonly result_digest?: string | undefined;
  readonly details?: JsonValue | undefined;
}

/** One link of the chain: counted from 1 without a gap, and naming the hash of the one before. */
export interface AuditEntry extends AuditRecord {
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
}

/** How far a chain goes: what a signature under it vouches for. */
export interface ChainPoint {
  readonly seq: number;
  readonly hash: string;
}

/** The chain before its first entry. */
export const emptyChain: ChainPoint = { seq: 0, hash: '0'.repeat(64) };

/**
 * What was done, by whom and by which rule: a chain of hashes that only grows. What the store decides it
 * audits in the same commit; `record` is for what happens outside of it.
 */
export interface AuditLog {
  record(events: readonly AuditEvent[]): Promise<void>;
  /** The newest entry that is committed and synced. */
  findHead(): Promise<ChainPoint>;
  /** The hash of one entry; undefined where there is none. */
  findHash(seq: number): Promise<string | undefined>;
  /** In the order of the chain, from the entry after `after` on. */
  listEntries(input: { after: number; limit: number }): Promise<readonly AuditEntry[]>;
}
