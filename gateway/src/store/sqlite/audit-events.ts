import { hash } from 'node:crypto';
import type { Receipt } from '#contract';
import type { StoredApproval } from '../../consent/approval-store.ts';
import { isoTime } from '../../platform/clock.ts';
import type { AuditEvent, AuditKind } from '../../platform/audit-log.ts';
import type { Run, SettleRun } from '../../runs/run-store.ts';

/** What is audited of a call that left nothing but its receipt. */
export function readAudited(receipt: Receipt): AuditEvent {
  return {
    ...eventOf(receipt),
    at: Date.parse(receipt.started_at) + receipt.duration_ms,
    kind: kindOfRead(receipt.status),
  };
}

/** Of a run, with a digest of the whole result: of a capped one, of the text behind its handle. */
export function runAudited({ receipt, at, answer, result }: SettleRun): AuditEvent {
  const text =
    result?.text ?? (answer.result === undefined ? undefined : JSON.stringify(answer.result));
  return {
    ...eventOf(receipt),
    at,
    kind: 'run_settled',
    ...(text !== undefined && { resultDigest: hash('sha256', text, 'hex') }),
  };
}

/** Of something that happens to a run besides its end. */
export function runEvent(run: Run, event: Pick<AuditEvent, 'at' | 'kind' | 'details'>): AuditEvent {
  const { caller, space, intent, effect, rule, status, inputsDigest } = run;
  return { caller, space, intent, effect, rule, status, runId: run.id, inputsDigest, ...event };
}

/** Of what is asked of the owner, and what they say to it: who approved what, until when. */
export function approvalAudited(
  approval: StoredApproval,
  event: Pick<AuditEvent, 'at' | 'kind'>,
): AuditEvent {
  const { id, runId, caller, space, intent, effect, rules, status, rememberUntil } = approval;
  const details = {
    approval_id: id,
    approval: status,
    rules,
    ...(rememberUntil !== undefined && { remembered_until: isoTime(rememberUntil) }),
  };
  return { caller, space, intent, effect, runId, details, ...event };
}

function kindOfRead(status: Receipt['status']): AuditKind {
  return status === 'preview' || status === 'denied' ? status : 'read';
}

function eventOf(receipt: Receipt): Omit<AuditEvent, 'at' | 'kind'> {
  return {
    caller: receipt.caller,
    space: receipt.space,
    intent: receipt.intent,
    effect: receipt.effect,
    rule: receipt.rule,
    status: receipt.status,
    errorCode: receipt.error_code,
    runId: receipt.job_id,
    receiptId: receipt.receipt_id,
    inputsDigest: receipt.inputs_digest,
  };
}
