import type { ApprovalStore, StoredApproval } from '../consent/approval-store.ts';
import type { OutboxEntry } from './run-store.ts';

/** What asking the owner works with. */
export interface ApprovalParts {
  readonly approvals: ApprovalStore;
  /** What tells the owner of a new request, one entry for each address of theirs. */
  readonly noticesOf: (approval: StoredApproval) => readonly OutboxEntry[];
}
