import type { Answer, ErrorBody } from '#contract';
import type { StoredApproval } from '../../../consent/approval-store.ts';
import type { JsonObject } from '../../../platform/json.ts';

const forgottenError: ErrorBody = {
  code: 'forgotten',
  message: 'What this call said was forgotten.',
  hint: 'Nothing is left to give again. Leave it at that, or use a new idempotency_key to run it anew.',
  retryable: false,
};

/** The answer of a run without anything that it said: given to those who ask for it again. */
export function emptiedAnswer(answer: Answer): Answer {
  const { intent, mode, route, job_id, receipt_id, duration_ms, trace_id } = answer;
  return {
    status: 'error',
    intent,
    mode,
    ...(route && { route }),
    error: forgottenError,
    ...(job_id !== undefined && { job_id }),
    ...(receipt_id !== undefined && { receipt_id }),
    duration_ms,
    trace_id,
  };
}

/** A request to the owner without what it was about. */
export function emptiedApproval({ target: _, ...approval }: StoredApproval): StoredApproval {
  return {
    ...approval,
    digest: '',
    inputs: {},
    note: 'What this was about has been forgotten.',
    would: { forgotten: true },
  };
}

/** What is to be sent, without what it said: that a job ended, or a question waits, is still told. */
export function emptiedBody(body: string): string {
  const message = parsed(body);
  if (typeof message?.['data'] !== 'object') return '{}';
  const data = message['data'] as JsonObject;
  const { answer, inputs, would, note: _, target: __, ...rest } = data;
  return JSON.stringify({
    ...message,
    data: {
      ...rest,
      ...(answer !== undefined && { answer: emptiedAnswer(answer as unknown as Answer) }),
      ...(inputs !== undefined && { inputs: {} }),
      ...(would !== undefined && { would: { forgotten: true } }),
    },
  });
}

function parsed(body: string): JsonObject | undefined {
  try {
    return JSON.parse(body) as JsonObject;
  } catch {
    return undefined; // a notice in words
  }
}
