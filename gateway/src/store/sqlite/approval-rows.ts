import type { StoredApproval } from '../../consent/approval-store.ts';

export interface ApprovalRow {
  readonly status: StoredApproval['status'];
  readonly decided_at: number | null;
  readonly remember_until: number | null;
  readonly approval: string;
}

export const approvalColumns = 'status, decided_at, remember_until, approval';

export function storedApprovalOf(row: ApprovalRow): StoredApproval {
  return {
    ...(JSON.parse(row.approval) as StoredApproval),
    status: row.status,
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.remember_until !== null && { rememberUntil: row.remember_until }),
  };
}
