import {
  isInitializeRequest,
  isJSONRPCNotification,
  isJSONRPCRequest,
  WebStandardStreamableHTTPServerTransport,
  type JSONRPCRequest,
} from '@modelcontextprotocol/server';
import type { Principal } from '../../identity/caller.ts';
import type { ClientLink } from '../../intents/client-link.ts';
import type { JsonObject } from '../../platform/json.ts';
import { createStopSwitch } from '../../runs/stop-switch.ts';
import { buildServer, type Style } from './build-server.ts';
import type { CallContext } from './call-context.ts';
import { callTool } from './call-tool.ts';
import { companionOf } from './companion-of.ts';
import { confirmForm, declinedResult, saysYes } from './confirm-form.ts';
import type { DoorParts, Guest, McpExchange } from './mcp-parts.ts';
import { requestSurface } from './pass-on.ts';
import { sessionIdFor } from './session-id.ts';
import { traceOf } from './trace-of.ts';
import { showsForms, type Visit } from './visit.ts';

/**
 * Serves the revisions before 2026-07-28. Each request has a server of its own, too: what makes a session is said
 * by its id, and only calls that go on and questions that are open are remembered.
 */
export async function serveLegacyPost(exchange: McpExchange, parts: DoorParts): Promise<Response> {
  const { body } = exchange;
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const { request, principal, traceId } = exchange;
  const session = legacySessionOf(request.headers.get('mcp-session-id'), principal, parts);
  for (const message of messages) takeNotice(message, session, parts);
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: !messages.some((message) => mayTellMore(message, session)),
  });
  const style = legacyStyle(
    {
      guest: { principal, traceId, signal: request.signal },
      session,
      send: (message, to) => transport.send(message, { relatedRequestId: to }),
    },
    parts,
  );
  const server = buildServer(exchange, style, parts);
  await server.connect(transport);
  const end = () => void transport.close().catch(() => undefined);
  request.signal.addEventListener('abort', end, { once: true });
  const response = await transport.handleRequest(request, { parsedBody: body });
  const begun = messages.find((message) => isInitializeRequest(message));
  if (begun) {
    const id = sessionIdFor(begun.params.capabilities, parts.newToken());
    response.headers.set('mcp-session-id', id);
  }
  return response;
}

export interface LegacySession {
  /** Tells the sessions of all keys apart; absent where the client keeps none. */
  readonly key?: string;
  readonly capabilities: JsonObject;
}

export function legacySessionOf(
  id: string | null,
  principal: Principal,
  { capabilitiesOf }: DoorParts,
): LegacySession {
  if (id === null) return { capabilities: {} };
  return { key: `${principal.keyId} ${id}`, capabilities: capabilitiesOf(id) };
}

/* Answers to our questions, and cancellations: the server of this request knows nothing of the others. */
function takeNotice(
  message: unknown,
  { key }: LegacySession,
  { questions, openCalls }: DoorParts,
): void {
  if (key === undefined || isJSONRPCRequest(message)) return;
  if (!isJSONRPCNotification(message)) return questions.answer(key, message);
  if (message.method === 'notifications/cancelled') {
    openCalls.cancel(key, message.params?.['requestId']);
  }
}

/* A plain answer is cheaper than a stream, and enough where nothing can come before it. */
function mayTellMore(message: unknown, { capabilities }: LegacySession): boolean {
  if (!isJSONRPCRequest(message)) return false;
  if (!['tools/call', 'prompts/get', 'resources/read'].includes(message.method)) return false;
  const asked = message.params?._meta?.progressToken !== undefined;
  return asked || Object.keys(capabilities).length > 0;
}

/** A request on its way, and how more can be said to its client before it is answered. */
export interface LegacyRequest {
  readonly guest: Guest;
  readonly session: LegacySession;
  /** Sends a request of ours on the stream that answers the request of that id. */
  readonly send: (message: JSONRPCRequest, to: string | number) => Promise<void> | void;
}

export function legacyStyle(from: LegacyRequest, parts: DoorParts): Style {
  return {
    async callTool(call, context) {
      const { visit, close } = openVisit(from, context, parts);
      try {
        const outcome = await callTool(call, visit, parts);
        if (outcome.kind === 'result') return outcome.result;
        const said = await askToConfirm(outcome.message, visit);
        if (said === undefined) return outcome.plain;
        if (!saysYes(said)) return declinedResult(call.name);
        const args = { ...call.args, confirm_token: outcome.token };
        const end = await callTool({ ...call, args }, visit, parts);
        return end.kind === 'result' ? end.result : end.plain;
      } finally {
        close();
      }
    },
    async passOn(method, params, context) {
      const { visit, close } = openVisit(from, context, parts);
      try {
        return await requestSurface(method, params, { visit, parts });
      } finally {
        close();
      }
    },
  };
}

async function askToConfirm(
  message: string,
  { companion: { client, cancel } }: Visit,
): Promise<JsonObject | undefined> {
  const question = {
    method: 'elicitation/create',
    params: confirmForm(message),
    signal: cancel.signal,
  } as const;
  /* A client that cannot answer what it said that it can is told in plain words. */
  return client?.ask(question).catch(() => undefined);
}

/** Lets a cancellation and the answers to questions find the request until it is closed. */
function openVisit(
  { guest, session, send }: LegacyRequest,
  context: CallContext,
  parts: DoorParts,
): { readonly visit: Visit; readonly close: () => void } {
  const { key, capabilities } = session;
  const { cancel, close } = openCall(session, context, parts);
  const ask = key === undefined ? undefined : askOver(send, { key, context, parts, guest });
  const visit = {
    caller: guest.principal.caller,
    traceId: traceOf(context, guest.traceId),
    asksUser: ask !== undefined && showsForms(capabilities),
    companion: companionOf({
      context,
      cancel,
      capabilities,
      logLevel: 'info',
      ...(ask && { ask }),
    }),
  };
  return { visit, close };
}

/* Without a session, ids of requests of different clients could be the same. */
function openCall({ key }: LegacySession, { mcpReq }: CallContext, { openCalls }: DoorParts) {
  if (key !== undefined) return openCalls.open(key, mcpReq.id);
  return { cancel: createStopSwitch(), close: () => undefined };
}

interface AskOver {
  readonly key: string;
  readonly context: CallContext;
  readonly parts: DoorParts;
  readonly guest: Guest;
}

function askOver(
  send: LegacyRequest['send'],
  { key, context, parts, guest }: AskOver,
): ClientLink['ask'] {
  return async ({ method, params, signal }) => {
    const { id, said } = parts.questions.open(key, AbortSignal.any([signal, guest.signal]));
    const request = { jsonrpc: '2.0', id, method, params } as const;
    await send(request, context.mcpReq.id);
    return said;
  };
}
