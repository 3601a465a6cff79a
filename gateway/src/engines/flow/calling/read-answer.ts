import { FlowAnswer, type FlowSettlement } from '#contract';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { JsonValue } from '../../../platform/json.ts';
import type { ExecutionIds, FlowEnding, FlowReply } from '../provider.ts';
import type { FlowResponse } from './flow-http.ts';

/**
 * What an answer means that any flow may give: one in the words of the contract first, whatever its
 * status; then by status. A flow that knows no contract gives its result as plain JSON.
 */
export function readAnswer({ status, headers, text }: FlowResponse, name: string): FlowReply {
  const json = parsedJson(text);
  const answer = contractAnswer(json);
  if (answer) return replyOf(answer);
  if (status === 202) return { kind: 'accepted', ids: idsOf(json) };
  if (status >= 200 && status < 300) return plainResult({ status, headers, text }, { json, name });
  if (status < 400) {
    const to = String(headers['location'] ?? 'nowhere').slice(0, 200);
    return {
      kind: 'unsure',
      because: `"${name}" answered with a redirect (${status}) to ${to}, which is not followed`,
      hint: 'Give the final address in tutti.yaml.',
    };
  }
  return failedStatus({ status, json, name });
}

function plainResult(
  { headers, text }: FlowResponse,
  { json, name }: { json: JsonValue | undefined; name: string },
): FlowReply {
  if (text.trim() === '') return { kind: 'ended', ending: success(null) };
  if (json !== undefined) return { kind: 'ended', ending: success(json) };
  const type = String(headers['content-type'] ?? 'no content type').slice(0, 100);
  return {
    kind: 'unsure',
    because: `"${name}" answered something that is not JSON (${type})`,
    hint: 'Look whether its url in tutti.yaml is right, and whether a proxy in front of it answers instead.',
  };
}

function failedStatus({
  status,
  json,
  name,
}: {
  status: number;
  json: JsonValue | undefined;
  name: string;
}): FlowReply {
  if (status === 401 || status === 403) return { kind: 'refused', error: notLetIn(name, status) };
  if (status === 404 || status === 410) return { kind: 'refused', error: notThere(name, status) };
  if (status === 413 || status === 429) return { kind: 'refused', error: notTaken(name, status) };
  const message = messageOf(json);
  /* A proxy gives these up while the flow goes on. */
  if ([502, 503, 504].includes(status) || (status >= 500 && message === undefined)) {
    return { kind: 'unsure', because: `"${name}" answered ${status}` };
  }
  const error = { message: message ?? `"${name}" answered ${status}` };
  return { kind: 'ended', ending: { status: 'error', error, ids: {} } };
}

/** What a flow reports later, in the words of the contract. */
export function endingOf(settlement: FlowSettlement): FlowEnding {
  const ids = idsOf(settlement);
  if (settlement.status === 'error') {
    const { error } = settlement;
    return { status: 'error', error: typeof error === 'string' ? { message: error } : error, ids };
  }
  const { result, plan } = settlement;
  return {
    status: 'success',
    result: (result ?? null) as JsonValue,
    ...(plan !== undefined && plan !== null && { plan: plan as JsonValue }),
    ids,
  };
}

/** The settlement in a value, where it is one. */
export function settlementIn(value: unknown): FlowSettlement | undefined {
  const answer = contractAnswer(value);
  return answer?.status === 'accepted' ? undefined : answer;
}

/* `{status: "success"}` alone may be anything that a webhook says of itself. */
function contractAnswer(value: unknown): FlowAnswer | undefined {
  if (value === null || typeof value !== 'object' || !('status' in value)) return undefined;
  if (value.status === 'success' && !('result' in value)) return undefined;
  const parsed = FlowAnswer.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

function replyOf(answer: FlowAnswer): FlowReply {
  if (answer.status === 'accepted') return { kind: 'accepted', ids: idsOf(answer) };
  return { kind: 'ended', ending: endingOf(answer) };
}

function success(result: JsonValue): FlowEnding {
  return { status: 'success', result, ids: {} };
}

function idsOf(value: unknown): ExecutionIds {
  if (value === null || typeof value !== 'object') return {};
  const { execution_id: executionId, workflow_id: workflowId } = value as Record<string, unknown>;
  return {
    ...(isId(executionId) && { executionId: String(executionId) }),
    ...(isId(workflowId) && { workflowId: String(workflowId) }),
  };
}

function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^[\w.:-]{1,200}$/.test(value));
}

function messageOf(json: JsonValue | undefined): string | undefined {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  const { message, error } = json as Record<string, unknown>;
  if (typeof message === 'string') return message;
  return typeof error === 'string' ? error : undefined;
}

/* JSON as it came over the wire is what JsonValue says. */
function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function notLetIn(name: string, status: number): GatewayError {
  return new GatewayError('engine_unavailable', `"${name}" does not let the call in (${status}).`, {
    hint: 'Nothing was done. The owner compares the authentication of the webhook with webhook_secret and headers in tutti.yaml.',
    retryable: true,
  });
}

function notThere(name: string, status: number): GatewayError {
  return new GatewayError('engine_unavailable', `"${name}" has no such flow (${status}).`, {
    hint: 'Nothing was done. The owner looks whether the flow is active, and whether its path is the one in tutti.yaml.',
    retryable: true,
  });
}

function notTaken(name: string, status: number): GatewayError {
  return new GatewayError('engine_unavailable', `"${name}" did not take the call (${status}).`, {
    hint: 'Nothing was done. Send less at once, or try again later.',
    retryable: true,
  });
}
