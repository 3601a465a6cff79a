import type { DatabaseSync } from 'node:sqlite';
import type { ApprovalStore } from '../../consent/approval-store.ts';
import { approvalColumns, storedApprovalOf, type ApprovalRow } from './approval-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createApprovalReads(
  db: DatabaseSync,
): Decisions<ApprovalStore, keyof ApprovalStore> {
  const byId = query<{ id: string }, ApprovalRow>(
    db,
    `SELECT ${approvalColumns} FROM approvals WHERE id = :id`,
  );
  const byRun = query<{ run_id: string }, ApprovalRow>(
    db,
    `SELECT ${approvalColumns} FROM approvals WHERE run_id = :run_id`,
  );
  const newest = query<{ status: string | null; after: string | null; limit: number }, ApprovalRow>(
    db,
    `SELECT ${approvalColumns} FROM approvals
     WHERE (:status IS NULL OR status = :status) AND (:after IS NULL OR id < :after)
     ORDER BY id DESC LIMIT :limit`,
  );
  const overdue = query<{ now: number; limit: number }, ApprovalRow>(
    db,
    `SELECT ${approvalColumns} FROM approvals
     WHERE status = 'waiting' AND expires_at <= :now ORDER BY expires_at LIMIT :limit`,
  );
  const remembered = query<{ caller: string; digest: string; now: number }, ApprovalRow>(
    db,
    `SELECT ${approvalColumns} FROM approvals
     WHERE caller = :caller AND digest = :digest AND remember_until > :now`,
  );

  return {
    findApproval(id) {
      const row = byId.first({ id });
      return row && storedApprovalOf(row);
    },
    findApprovalOfRun(runId) {
      const row = byRun.first({ run_id: runId });
      return row && storedApprovalOf(row);
    },
    listApprovals: ({ status = null, after = null, limit }) =>
      newest.all({ status, after, limit }).map(storedApprovalOf),
    listOverdueApprovals: (input) => overdue.all({ ...input }).map(storedApprovalOf),
    findRemembered: (input) => [
      ...new Set(remembered.all({ ...input }).flatMap((row) => storedApprovalOf(row).rules)),
    ],
  };
}
