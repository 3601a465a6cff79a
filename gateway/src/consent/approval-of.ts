import type { Approval } from '#contract';
import { isoTime } from '../platform/clock.ts';
import type { StoredApproval } from './approval-store.ts';

/** An approval as the owner sees it. */
export function approvalOf(stored: StoredApproval): Approval {
  return {
    approval_id: stored.id,
    status: stored.status,
    job_id: stored.runId,
    caller: stored.caller,
    space: stored.space,
    intent: stored.intent,
    effect: stored.effect,
    rules: [...stored.rules],
    inputs: stored.inputs,
    ...(stored.target && { target: stored.target }),
    note: stored.note,
    would: stored.would,
    asked_at: isoTime(stored.createdAt),
    expires_at: isoTime(stored.expiresAt),
    ...(stored.decidedAt !== undefined && { decided_at: isoTime(stored.decidedAt) }),
    ...(stored.rememberUntil !== undefined && { remembered_until: isoTime(stored.rememberUntil) }),
  };
}
