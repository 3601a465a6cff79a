import type { Answer, CappedResult, ErrorBody, Job, Next, Route } from '#contract';
import { isoTime } from '../platform/clock.ts';
import { isJsonObject, type JsonValue } from '../platform/json.ts';
import type { StoredApproval } from '../consent/approval-store.ts';
import type { PreparedCall } from './call.ts';
import { isSettled, type Run } from './run.ts';

/** What every answer to a prepared call begins with, behind its status: that is what is read first. */
export interface AnswerFrame {
  readonly intent: string;
  readonly mode: Route['engine'];
  readonly route: Route;
  readonly duration_ms: number;
  readonly trace_id: string;
}

export function frameOf(call: PreparedCall, now: number): AnswerFrame {
  return {
    intent: call.intent.name,
    mode: call.engine.name,
    route: call.route,
    duration_ms: now - call.startedAt,
    trace_id: call.traceId,
  };
}

export function frameOfRun(run: Run, now: number): AnswerFrame {
  return {
    intent: run.intent,
    mode: run.route.engine,
    route: run.route,
    duration_ms: now - run.createdAt,
    trace_id: run.traceId,
  };
}

export function errorAnswer(frame: AnswerFrame, error: ErrorBody): Answer {
  return { status: 'error', ...frame, error };
}

/** Says that a run goes on, and how to come back for it. */
export function acceptedAnswer(frame: AnswerFrame, jobId: string): Answer {
  return { status: 'accepted', ...frame, job_id: jobId, next: pollNext(jobId) };
}

/** Says that the owner has to decide, and that the run then begins by itself. */
export function approvalAnswer(
  frame: AnswerFrame,
  { id, runId, expiresAt }: StoredApproval,
): Answer {
  return {
    status: 'needs_approval',
    ...frame,
    job_id: runId,
    approval: { id, expires_at: isoTime(expiresAt) },
    next: approvalNext(runId),
  };
}

function approvalNext(jobId: string): Next {
  return {
    say: 'Nothing was done yet: the owner has been asked and decides on this exact request. Tell the user, and ask for the job again later; it runs by itself once approved.',
    call: { method: 'GET', path: `/jobs/${jobId}?wait_s=20` },
  };
}

function pollNext(jobId: string): Next {
  return {
    say: 'It is still running. Ask for the job again; the call waits up to 20 seconds for the result.',
    call: { method: 'GET', path: `/jobs/${jobId}?wait_s=20` },
  };
}

interface PreviewParts {
  readonly preview: {
    readonly note: string;
    readonly would: JsonValue | CappedResult;
    readonly inline?: true;
  };
  readonly confirm?: {
    readonly token: string;
    readonly expiresAt: number;
    readonly tokenOnly: boolean;
  };
  readonly call: PreparedCall;
}

/** Shows what would happen; with `confirm`, how to go on. */
export function previewAnswer(
  frame: AnswerFrame,
  { preview, confirm, call }: PreviewParts,
): Answer {
  const answer: Answer = {
    status: 'preview',
    ...frame,
    result: previewResult(preview),
  };
  if (!confirm) return { ...answer, next: { say: doItNext(call) } };
  return {
    ...answer,
    confirm: { token: confirm.token, expires_at: isoTime(confirm.expiresAt) },
    next: confirmNext(call, confirm),
  };
}

function previewResult({ note, would, inline }: PreviewParts['preview']): Answer['result'] {
  if (!inline || !isJsonObject(would)) return { dry_run: true, note, would };
  return { note, ...would, dry_run: true };
}

function doItNext({ readOnly }: PreparedCall): string {
  return readOnly
    ? 'Nothing was done: POST /query only previews. Send the same request to POST /orchestrate, without dry_run, to do it.'
    : 'Nothing was done. Send the same request without dry_run to do it.';
}

function confirmNext(
  { request, inputs }: PreparedCall,
  { token, tokenOnly }: { token: string; tokenOnly: boolean },
): Next {
  const { dry_run: _, confirm_dangerous: __, ...body } = request;
  const why = tokenOnly
    ? 'Nothing was done: a confirming flag counts only after a preview was shown. '
    : 'Nothing was done. ';
  return {
    say: `${why}Show this preview to the user; if they agree, send the same request with this confirm_token.`,
    call: { method: 'POST', path: '/orchestrate', body: { ...body, inputs, confirm_token: token } },
  };
}

/** The stored answer, given again to a call that is the same as one before. */
export function replayedAnswer(
  stored: Answer,
  { frame, hasKey }: { frame: AnswerFrame; hasKey: boolean },
): Answer {
  return {
    ...stored,
    duration_ms: frame.duration_ms,
    trace_id: frame.trace_id,
    replayed: true,
    next: stored.next ?? { say: replayedNext(stored, hasKey) },
  };
}

function replayedNext({ error }: Answer, hasKey: boolean): string {
  if (error?.code === 'outcome_unknown') {
    return 'Nothing ran now: it is still not known whether the first one happened. The owner has to settle that before it can run again.';
  }
  return hasKey
    ? 'Nothing ran now: this is the answer stored under this idempotency_key. Use a new key to run it again.'
    : 'Nothing ran now: the same request was just answered. Send it with "again": true to run it once more.';
}

/** A run as those see it who poll it. */
export function jobOf(run: Run): Job {
  return {
    job_id: run.id,
    status: run.status,
    intent: run.intent,
    caller: run.caller,
    created_at: isoTime(run.createdAt),
    ...(run.progress && !isSettled(run.status) && { progress: run.progress }),
    ...(run.answer && { answer: run.answer }),
    ...(!isSettled(run.status) && { next: nextOf(run) }),
  };
}

/* A page has up to 200 jobs: with every result in full it would be as large as no assistant can read. */
const longestListedResultChars = 2000;

/** A run as it stands in a list: without its result, where that is large. */
export function listedJobOf(run: Run): Job {
  const { answer, ...job } = jobOf(run);
  if (answer === undefined) return job;
  const { result, ...rest } = answer;
  const chars = result === undefined ? 0 : JSON.stringify(result).length;
  if (chars <= longestListedResultChars) return { ...job, answer };
  return { ...job, answer: rest, next: lookNext(run.id) };
}

function lookNext(jobId: string): Next {
  return {
    say: 'Its result is left out here because it is large. Ask for the job to get it.',
    call: { method: 'GET', path: `/jobs/${jobId}` },
  };
}

function nextOf({ id, status }: Run): Next {
  return status === 'needs_approval' ? approvalNext(id) : pollNext(id);
}
