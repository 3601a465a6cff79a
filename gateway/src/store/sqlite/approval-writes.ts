import type { DatabaseSync } from 'node:sqlite';
import type { AcceptRun, DecideApproval, RunStore } from '../../runs/run-store.ts';
import { approvalColumns, storedApprovalOf, type ApprovalRow } from './approval-rows.ts';
import { approvalAudited } from './audit-events.ts';
import { createAuditWrites } from './audit-writes.ts';
import { emptiedApproval, emptiedBody } from './forgetting/emptied.ts';
import { createLateArrivals } from './forgetting/late-arrivals.ts';
import { createOutboxWrites } from './outbox-writes.ts';
import { command, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

/** Keeps the question to the owner beside its run, and puts the notices into the outbox. */
export function createAskOwner(db: DatabaseSync): (ask: NonNullable<AcceptRun['ask']>) => void {
  const { enqueue } = createOutboxWrites(db);
  const insert = command<{
    id: string;
    run_id: string;
    caller: string;
    digest: string;
    expires_at: number;
    approval: string;
  }>(
    db,
    `INSERT INTO approvals (id, run_id, caller, digest, status, expires_at, approval)
     VALUES (:id, :run_id, :caller, :digest, 'waiting', :expires_at, :approval)`,
  );
  const { appendAudit } = createAuditWrites(db);
  const { isLate } = createLateArrivals(db);
  return ({ approval: asked, notices }) => {
    const isForgotten = isLate(JSON.stringify(asked));
    const approval = isForgotten ? emptiedApproval(asked) : asked;
    const { id, runId, caller, digest, expiresAt } = approval;
    const text = JSON.stringify(approval);
    insert({ id, run_id: runId, caller, digest, expires_at: expiresAt, approval: text });
    for (const notice of notices) {
      enqueue(isForgotten ? { ...notice, body: emptiedBody(notice.body) } : notice);
    }
    appendAudit(approvalAudited(approval, { kind: 'approval_requested', at: approval.createdAt }));
  };
}

type SettleRunNow = Decisions<RunStore, 'settleRun'>['settleRun'];

const statusOf = {
  approve: 'approved',
  deny: 'denied',
  expire: 'expired',
  withdraw: 'withdrawn',
} as const satisfies Record<DecideApproval['decision']['kind'], string>;

/** The owner's decision and what it does to the run, in one commit. */
export function createDecideApproval(
  db: DatabaseSync,
  settleRun: SettleRunNow,
): Decisions<RunStore, 'decideApproval'> {
  const { appendAudit } = createAuditWrites(db);
  const find = query<{ id: string }, ApprovalRow & { run_id: string }>(
    db,
    `SELECT run_id, ${approvalColumns} FROM approvals WHERE id = :id`,
  );
  const decide = query<DecideParams, ApprovalRow & { run_id: string }>(
    db,
    `UPDATE approvals SET status = :status, decided_at = :at, remember_until = :remember_until
     WHERE id = :id AND status = 'waiting' AND (expires_at > :at OR :status <> 'approved')
     RETURNING run_id, ${approvalColumns}`,
  );
  const queue = command<{ id: string; join_until: number }>(
    db,
    `UPDATE runs SET status = 'queued',
       key_expires_at = iif(key_kind = 'derived', :join_until, key_expires_at)
     WHERE id = :id AND status = 'needs_approval'`,
  );
  const noteEffect = command<{ id: string }>(
    db,
    `INSERT INTO last_effects SELECT caller, resource, seq FROM runs WHERE id = :id AND effect <> 'read'
     ON CONFLICT DO UPDATE SET run_seq = excluded.run_seq`,
  );

  return {
    decideApproval({ approvalId, at, decision }) {
      const rememberUntil = decision.kind === 'approve' ? decision.rememberUntil : undefined;
      const status = statusOf[decision.kind];
      const row = decide.first({
        id: approvalId,
        at,
        status,
        remember_until: rememberUntil ?? null,
      });
      if (!row) {
        const kept = find.first({ id: approvalId });
        return kept && { kind: 'too_late', approval: storedApprovalOf(kept) };
      }
      if (decision.kind === 'approve') {
        queue({ id: row.run_id, join_until: decision.joinUntil });
        noteEffect({ id: row.run_id });
      } else settleRun(decision.settle);
      const approval = storedApprovalOf(row);
      const kind = decision.kind === 'expire' ? 'approval_expired' : 'approval_decided';
      appendAudit(approvalAudited(approval, { kind, at }));
      return { kind: 'decided', approval };
    },
  };
}

interface DecideParams extends Record<string, string | number | null> {
  readonly id: string;
  readonly at: number;
  readonly status: string;
  readonly remember_until: number | null;
}
