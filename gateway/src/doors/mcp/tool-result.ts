import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Answer, Next } from '#contract';
import type { JsonObject } from '../../platform/json.ts';

/** How an answer is said over MCP. */
export interface Telling {
  /** The tool that was called, for what to do next. */
  readonly tool: string;
  /** The arguments by which that tool is called with the inputs of the intent. */
  readonly argumentsOf: (inputs: JsonObject) => JsonObject;
  /** Where the owner decides on approvals. */
  readonly publicUrl: string;
  /** The result is one of an upstream server, in the words of MCP. */
  readonly passesThrough?: boolean;
}

/** An answer as the result of a tool: the same as JSON in a text and as structured content. */
export function toolResult(answer: Answer, telling: Telling): CallToolResult {
  const passed = telling.passesThrough === true ? passedThrough(answer) : undefined;
  return passed ?? structuredResult(toldAnswer(answer, telling), answer.status === 'error');
}

export function structuredResult(content: object, isError = false): CallToolResult {
  /* An answer is JSON by its schema; TypeScript cannot see that of `unknown` members. */
  const structuredContent = content as JsonObject;
  return {
    content: [{ type: 'text', text: JSON.stringify(content) }],
    structuredContent,
    ...(isError && { isError }),
  };
}

/* Route, mode, times and trace are of no use to a model; they stand in the receipt. */
function toldAnswer(answer: Answer, telling: Telling): object {
  const { mode: _, route: __, duration_ms: ___, trace_id, next, approval, ...told } = answer;
  return {
    ...told,
    ...(approval && {
      approval: { ...approval, url: `${telling.publicUrl}/owner/approvals/${approval.id}` },
    }),
    ...(next && { next: toldNext(next, answer, telling) }),
    ...(answer.status === 'error' && { trace_id }),
  };
}

function toldNext(next: Next, { status, job_id, confirm }: Answer, telling: Telling): object {
  if (status === 'preview') return previewNext(next, telling, confirm?.token);
  if (status === 'needs_approval') {
    return { say: approvalSay, ...(job_id !== undefined && { call: lookAtJob(job_id) }) };
  }
  if (status === 'accepted' && job_id !== undefined) {
    return { say: acceptedSay, call: lookAtJob(job_id) };
  }
  return { say: next.say };
}

const acceptedSay =
  'It is still running. Call jobs_get with this job_id; it waits up to 20 seconds for the result.';
const approvalSay =
  'Nothing was done yet: the owner has been asked and decides on this exact request, at the url. Give the user that link, and look at the job later; it runs by itself once approved.';

function lookAtJob(jobId: string): object {
  return { tool: 'jobs_get', arguments: { job_id: jobId, wait_s: 20 } };
}

function previewNext(
  next: Next,
  { tool, argumentsOf }: Telling,
  token: string | undefined,
): object {
  if (token === undefined) {
    return { say: `Nothing was done. Call ${tool} without dry_run to do it.` };
  }
  /* Put there by ourselves, as they were checked. */
  const inputs = (next.call?.body?.['inputs'] ?? {}) as JsonObject;
  return {
    say: 'Nothing was done. Show this preview to the user; if they agree, make this call.',
    call: { tool, arguments: { ...argumentsOf(inputs), confirm_token: token } },
  };
}

/** What an upstream server answered, as it is, with the id of our receipt. */
function passedThrough({ status, result, receipt_id }: Answer): CallToolResult | undefined {
  if (status !== 'success' || !isToolResult(result)) return undefined;
  const meta = {
    ...result._meta,
    ...(receipt_id !== undefined && { 'tutti/receipt_id': receipt_id }),
  };
  return { ...result, _meta: meta };
}

/* Checked once more by the SDK before it is sent. */
function isToolResult(result: unknown): result is CallToolResult {
  return (
    typeof result === 'object' &&
    result !== null &&
    'content' in result &&
    Array.isArray(result.content)
  );
}
