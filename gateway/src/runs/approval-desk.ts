import type { Approval, ApprovalDecision, Page } from '#contract';
import type { ApprovalStore, StoredApproval } from '../consent/approval-store.ts';
import { approvalOf } from '../consent/approval-of.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { pageFrom } from '../platform/page-from.ts';
import type { Outcome } from './outcome.ts';
import type { Run } from './run.ts';
import type { DecideApproval, RunStore } from './run-store.ts';
import { recordUnbegun, type SettleParts } from './settle-run.ts';

/** Where the owner decides on requests that wait. Nothing that a caller sends ever comes here. */
export interface ApprovalDesk {
  get(approvalId: string): Promise<Approval>;
  list(query: ApprovalQuery): Promise<Page<Approval>>;
  /** The first decision counts; an approved run begins at once. */
  decide(approvalId: string, decision: ApprovalDecision): Promise<Approval>;
  /** Takes back a request whose run was cancelled; false where it no longer waits. */
  withdraw(run: Run): Promise<boolean>;
  /** Ends requests that nobody decided in time. */
  expireOverdue(): Promise<void>;
}

interface ApprovalQuery {
  readonly status?: StoredApproval['status'] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface DeskParts extends SettleParts {
  readonly approvals: ApprovalStore;
  readonly store: RunStore;
  /** Begins what was approved. */
  readonly startQueued: () => Promise<void>;
}

const overdueAtOnce = 100;

/* An assistant that is told "approved" often sends the request again, instead of asking for its job. */
const joinMs = 10 * 60_000;
const longestRememberMs = 366 * 24 * 60 * 60_000;

export function createApprovalDesk(parts: DeskParts): ApprovalDesk {
  const { approvals, now } = parts;
  return {
    get: async (approvalId) => approvalOf(await getApproval(approvals, approvalId)),
    async list({ status, limit, cursor }) {
      const filter = {
        limit: limit + 1,
        ...(status && { status }),
        ...(cursor !== undefined && { after: cursor }),
      };
      const rows = await approvals.listApprovals(filter);
      return pageFrom(rows, { limit, idOf: ({ id }) => id, toItem: approvalOf });
    },
    async decide(approvalId, decision) {
      const approval = await getApproval(approvals, approvalId);
      if (approval.status !== 'waiting' || approval.expiresAt <= now()) throw tooLate(approval);
      const how =
        decision.decision === 'approve'
          ? approving(decision, now())
          : await ending(approval, {
              kind: 'deny',
              outcome: { kind: 'denied', why: 'denied' },
              parts,
            });
      const verdict = await parts.store.decideApproval({ approvalId, at: now(), decision: how });
      if (!verdict) throw noSuchApproval(approvalId);
      if (verdict.kind === 'too_late') throw tooLate(verdict.approval);
      if (how.kind === 'approve') await beginApproved(parts);
      else parts.onCallback();
      return approvalOf(verdict.approval);
    },
    async withdraw(run) {
      const approval = await approvals.findApprovalOfRun(run.id);
      if (!approval) return false;
      return settleWaiting(approval, { kind: 'withdraw', outcome: { kind: 'cancelled' }, parts });
    },
    async expireOverdue() {
      const late = await approvals.listOverdueApprovals({ now: now(), limit: overdueAtOnce });
      for (const approval of late) {
        await settleWaiting(approval, {
          kind: 'expire',
          outcome: { kind: 'denied', why: 'expired' },
          parts,
        });
      }
    },
  };
}

/* It is decided, whether or not it can begin at this very moment: what stays queued is begun later. */
async function beginApproved({ startQueued, log }: DeskParts): Promise<void> {
  try {
    await startQueued();
  } catch (error) {
    log.warn({ err: error }, 'what was approved could not be begun yet');
  }
}

interface Ending {
  readonly kind: 'deny' | 'expire' | 'withdraw';
  readonly outcome: Outcome;
  readonly parts: DeskParts;
}

async function settleWaiting(approval: StoredApproval, how: Ending): Promise<boolean> {
  const { store, now, onCallback } = how.parts;
  const decision = await ending(approval, how);
  const verdict = await store.decideApproval({ approvalId: approval.id, at: now(), decision });
  if (verdict?.kind !== 'decided') return false;
  onCallback();
  return true;
}

function approving(
  { remember_until: until }: ApprovalDecision,
  at: number,
): DecideApproval['decision'] {
  const joinUntil = at + joinMs;
  if (until === undefined) return { kind: 'approve', joinUntil };
  const rememberUntil = Date.parse(until);
  if (rememberUntil <= at || rememberUntil > at + longestRememberMs) throw cannotRemember();
  return { kind: 'approve', joinUntil, rememberUntil };
}

function cannotRemember(): GatewayError {
  return new GatewayError(
    'invalid_request',
    'Cannot take "remember_until": it must lie ahead, by at most a year.',
    { hint: 'Nothing was decided. Send a later or an earlier date, or none.' },
  );
}

async function ending(
  approval: StoredApproval,
  { kind, outcome, parts }: Ending,
): Promise<DecideApproval['decision']> {
  const run = await parts.store.getRunOfAnySpace(approval.runId);
  if (!run) throw noSuchApproval(approval.id);
  return { kind, settle: recordUnbegun(run, outcome, parts) };
}

async function getApproval(approvals: ApprovalStore, approvalId: string): Promise<StoredApproval> {
  const approval = await approvals.findApproval(approvalId);
  if (!approval) throw noSuchApproval(approvalId);
  return approval;
}

function noSuchApproval(approvalId: string): GatewayError {
  return new GatewayError('approval_not_found', `There is no approval "${approvalId}".`, {
    hint: 'List those that wait with "tutti approvals" (GET /owner/approvals?status=waiting).',
  });
}

function tooLate({ id, status }: StoredApproval): GatewayError {
  if (status === 'waiting' || status === 'expired') return overdue(id);
  return new GatewayError('approval_decided', `Approval "${id}" was decided before: ${status}.`, {
    hint: 'The first decision counts. The caller has to send the request again for a new one.',
  });
}

function overdue(id: string): GatewayError {
  return new GatewayError('approval_expired', `Approval "${id}" is past its time.`, {
    hint: 'Nothing was done. The caller has to send the request again.',
  });
}
