import type { Effect } from '#contract';
import type { JsonObject } from '../platform/json.ts';

/** A request that waits for the owner. Times are milliseconds since the epoch. */
export interface StoredApproval {
  readonly id: string;
  readonly runId: string;
  readonly caller: string;
  readonly space: string;
  readonly intent: string;
  readonly effect: Effect;
  /** SHA-256 over caller, intent, engine, inputs and resolved target: what is approved is exactly this. */
  readonly digest: string;
  /** The rules that ask for the decision. */
  readonly rules: readonly string[];
  readonly inputs: JsonObject;
  readonly target?: JsonObject;
  readonly note: string;
  readonly would: JsonObject;
  readonly status: 'waiting' | 'approved' | 'denied' | 'expired' | 'withdrawn';
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly decidedAt?: number;
  readonly rememberUntil?: number;
}

/**
 * Reads approvals. Asking, deciding and expiring happen in `RunStore`, in one commit with the run.
 */
export interface ApprovalStore {
  findApproval(id: string): Promise<StoredApproval | undefined>;
  findApprovalOfRun(runId: string): Promise<StoredApproval | undefined>;
  /** Newest first. */
  listApprovals(query: ListApprovals): Promise<readonly StoredApproval[]>;
  /** Waiting ones whose time is over, oldest first. */
  listOverdueApprovals(query: { now: number; limit: number }): Promise<readonly StoredApproval[]>;
  /** The rules under which exactly this request was approved "until", as far as that lasts. */
  findRemembered(query: {
    caller: string;
    digest: string;
    now: number;
  }): Promise<readonly string[]>;
}

export interface ListApprovals {
  readonly status?: StoredApproval['status'];
  readonly limit: number;
  readonly after?: string;
}
