import {
  CLIENT_CAPABILITIES_META_KEY,
  createMcpHandler,
  LOG_LEVEL_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  type InputRequiredResult,
  type McpHttpHandler,
} from '@modelcontextprotocol/server';
import type { JsonObject } from '../../platform/json.ts';
import { stoppingWith } from '../../platform/stopping.ts';
import { buildServer, type Style } from './build-server.ts';
import type { CallContext } from './call-context.ts';
import { callTool, type ToolCall } from './call-tool.ts';
import { companionOf } from './companion-of.ts';
import { confirmForm, declinedResult, saysYes } from './confirm-form.ts';
import type { DoorParts, Guest, McpExchange } from './mcp-parts.ts';
import { requestSurface } from './pass-on.ts';
import type { Trip } from './round-trips.ts';
import { speaksTasks, tasksWaitMs } from './tasks.ts';
import { traceOf } from './trace-of.ts';
import { showsForms, type Visit } from './visit.ts';

/** Serves the revision 2026-07-28: every request says all that it needs, and has a server of its own. */
export function createModernHandler(
  exchangeOf: (request: Request) => McpExchange,
  parts: DoorParts,
): McpHttpHandler {
  return createMcpHandler(
    ({ requestInfo }) => {
      if (!requestInfo) throw new Error('The SDK hands the request over');
      const exchange = exchangeOf(requestInfo);
      const { principal, traceId, request } = exchange;
      const guest = { principal, traceId, signal: request.signal };
      return buildServer(exchange, modernStyle(guest, parts), parts);
    },
    {
      legacy: 'reject',
      onerror: (error) => parts.log.debug({ err: error }, 'an MCP request was refused'),
    },
  );
}

/* In front of the token that a yes spends: nobody can make one up, and it is bound to caller and inputs. */
const confirming = 'confirm.';

export function modernStyle(guest: Guest, parts: DoorParts): Style {
  const owner = guest.principal.caller.name;
  const { roundTrips, passages } = parts;
  const turnOf = ({ mcpReq }: CallContext) => ({ owner, signal: mcpReq.signal });
  const begin = (call: ToolCall, context: CallContext) =>
    roundTrips.begin(turnOf(context), async (trip) => {
      const outcome = await callTool(call, visitOf(guest, context, trip), parts);
      return outcome.kind === 'result' ? outcome.result : askToConfirm(outcome);
    });

  return {
    async callTool(call, context) {
      const { state, said } = retryOf(context);
      if (state === undefined) return begin(call, context);
      if (!state.startsWith(confirming)) {
        return roundTrips.resume(turnOf(context), state, said) ?? Promise.reject(stateExpired());
      }
      if (said['confirm'] === undefined) return begin(call, context);
      if (!saysYes(said['confirm'])) return declinedResult(call.name);
      const confirm_token = state.slice(confirming.length);
      return begin({ ...call, args: { ...call.args, confirm_token } }, context);
    },
    async passOn(method, params, context) {
      const { state, said } = retryOf(context);
      if (state !== undefined) {
        return passages.resume(turnOf(context), state, said) ?? Promise.reject(stateExpired());
      }
      return passages.begin(turnOf(context), (trip) =>
        requestSurface(method, params, { visit: visitOf(guest, context, trip), parts }),
      );
    },
  };
}

/** What a request brings that was sent before, and asked something. */
function retryOf({ mcpReq }: CallContext) {
  return { state: mcpReq.requestState?.<string>(), said: mcpReq.inputResponses ?? {} };
}

function askToConfirm({ message, token }: { message: string; token: string }): InputRequiredResult {
  return {
    resultType: 'input_required',
    inputRequests: { confirm: { method: 'elicitation/create', params: confirmForm(message) } },
    requestState: `${confirming}${token}`,
  };
}

function visitOf(guest: Guest, context: CallContext, { ask, cancel }: Trip): Visit {
  const envelope: Readonly<Record<string, unknown>> = context.mcpReq.envelope ?? {};
  /* Checked by the SDK before the request came here. */
  const logLevel = envelope[LOG_LEVEL_META_KEY];
  const capabilities = (envelope[CLIENT_CAPABILITIES_META_KEY] ?? {}) as JsonObject;
  return {
    caller: guest.principal.caller,
    traceId: traceOf(context, guest.traceId),
    asksUser: showsForms(capabilities),
    ...(speaksTasks(context) && { waitMs: tasksWaitMs }),
    companion: companionOf({
      context,
      cancel: stoppingWith(cancel),
      capabilities,
      logLevel: typeof logLevel === 'string' ? logLevel : undefined,
      ask,
    }),
  };
}

function stateExpired(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid or expired requestState', {
    reason: 'invalid_request_state',
  });
}
