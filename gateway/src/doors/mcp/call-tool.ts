import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { errorBodyOf, GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import { callIntent, requestOf } from './call-intent.ts';
import { jobTool } from './job-tool.ts';
import type { DoorParts } from './mcp-parts.ts';
import { ownTools } from './own-tools.ts';
import { resultOutcome, type ToolOutcome } from './tool-outcome.ts';
import { structuredResult } from './tool-result.ts';
import type { Visit } from './visit.ts';

export interface ToolCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Runs the tool of a name, be it one of the door or that of an intent. */
export async function callTool(
  { name, args }: ToolCall,
  visit: Visit,
  parts: DoorParts,
): Promise<ToolOutcome> {
  try {
    const own = ownTools.get(name);
    if (own) return await own.call(args, visit, parts);
    const intent = parts.catalogOf(visit.caller).names.intentOf(name);
    if (!intent && name === jobTool.tool.name) return await jobTool.call(args, visit, parts);
    if (!intent) throw unknownTool(name, visit, parts);
    const call = { request: requestOf(intent, args), intent, tool: name, argumentsOf: asTheyAre };
    return await callIntent(call, visit, parts);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const refused = { status: 'error', error: errorBodyOf(error) };
    return resultOutcome(structuredResult(refused, true));
  }
}

function asTheyAre(inputs: JsonObject): JsonObject {
  return inputs;
}

function unknownTool(name: string, { caller }: Visit, { catalog, catalogOf }: DoorParts): Error {
  const { names } = catalogOf(caller);
  const near = catalog.suggestionsFor(name.replaceAll('_', '.'), caller.scopes).flatMap((found) => {
    const intent = names.intentOf(found);
    return intent ? [`"${names.nameOf(intent)}"`] : [];
  });
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Look with find_intents.';
  const message = `There is no tool "${name.slice(0, 200)}". ${hint}`;
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
