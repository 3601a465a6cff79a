import type { Answer, OrchestrateRequest } from '#contract';
import type { Intent } from '../../intents/intent.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import { confirmMessage } from './confirm-form.ts';
import type { DoorParts } from './mcp-parts.ts';
import { resultOutcome, type ToolOutcome } from './tool-outcome.ts';
import { toolResult } from './tool-result.ts';
import { controlsOf } from './tool-schemas.ts';
import { refusalOfClient } from './upstream-refusal.ts';
import type { Visit } from './visit.ts';

export interface IntentCall {
  readonly request: OrchestrateRequest;
  /** Absent where there is no such intent: the answer says so. */
  readonly intent: Intent | undefined;
  /** The tool that was called, and how it is called again to go on. */
  readonly tool: string;
  readonly argumentsOf: (inputs: JsonObject) => JsonObject;
}

/** Runs an intent as HTTP does. Where it previews and the client can ask its user, the outcome is that question. */
export async function callIntent(
  { request, intent, tool, argumentsOf }: IntentCall,
  visit: Visit,
  parts: DoorParts,
): Promise<ToolOutcome> {
  const publicUrl = parts.settings.publicUrl();
  const passesThrough = intent?.upstream !== undefined;
  const answer = await carry(request, visit, parts);
  const refusal = refusalOfClient(answer.error?.details);
  if (refusal) throw refusal;
  const plain = toolResult(answer, { tool, argumentsOf, publicUrl, passesThrough });
  const token = answer.status === 'preview' ? answer.confirm?.token : undefined;
  if (!visit.asksUser || token === undefined || request.dry_run === true) {
    return resultOutcome(plain);
  }
  return { kind: 'confirm', message: confirmMessage(answer), token, plain };
}

export function carry(
  request: OrchestrateRequest,
  { caller, traceId, companion, waitMs = Infinity }: Visit,
  { orchestrate, settings }: DoorParts,
  readOnly = false,
): Promise<Answer> {
  const defaultWaitMs = Math.min(settings.waitMs(), waitMs);
  return orchestrate({ caller, request, defaultWaitMs, readOnly, traceId, companion });
}

/** Takes the controls out of the arguments of the tool of an intent. */
export function requestOf(
  intent: Intent,
  args: Readonly<Record<string, unknown>>,
): OrchestrateRequest {
  const taken = controlsOf(intent);
  const inputs: Record<string, unknown> = { ...args };
  const request: OrchestrateRequest = { intent: intent.name, inputs, mode: 'auto' };
  for (const name of taken) {
    const value = inputs[name];
    delete inputs[name];
    if (value === undefined || value === null) continue;
    if (name === 'dry_run' && typeof value === 'boolean') request.dry_run = value;
    else if (name !== 'dry_run' && typeof value === 'string' && value.length <= 200)
      request[name] = value;
    else throw unreadable(name);
  }
  return request;
}

function unreadable(name: string): GatewayError {
  return new GatewayError('invalid_inputs', `Cannot read "${name}".`, {
    hint: 'dry_run is true or false; confirm_token and idempotency_key are texts of at most 200 characters.',
  });
}
