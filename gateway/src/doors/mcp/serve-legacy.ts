import {
  isInitializeRequest,
  isJSONRPCNotification,
  isJSONRPCRequest,
  WebStandardStreamableHTTPServerTransport,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ClientLink } from '../../intents/client-link.ts';
import type { JsonObject } from '../../platform/json.ts';
import { buildServer, type CallStyle } from './build-server.ts';
import { callTool } from './call-tool.ts';
import { companionOf } from './companion-of.ts';
import { confirmForm, saysYes } from './confirm-form.ts';
import type { DoorParts, McpExchange } from './mcp-parts.ts';
import { capabilitiesOf, sessionIdFor } from './session-id.ts';
import { traceOf } from './trace-of.ts';
import { showsForms } from './visit.ts';

type Transport = WebStandardStreamableHTTPServerTransport;

/**
 * Serves the revisions before 2026-07-28. Each request has a server of its own, too: what makes a session is said
 * by its id, and only calls that go on and questions that are open are remembered.
 */
export async function serveLegacyPost(exchange: McpExchange, parts: DoorParts): Promise<Response> {
  const { body } = exchange;
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const session = sessionOf(exchange);
  for (const message of messages) takeNotice(message, session, parts);
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: !messages.some((message) => mayTellMore(message, session)),
  });
  const server = buildServer(exchange, legacyStyle({ exchange, session, transport }, parts), parts);
  await server.connect(transport);
  const end = () => void transport.close().catch(() => undefined);
  exchange.request.signal.addEventListener('abort', end, { once: true });
  const response = await transport.handleRequest(exchange.request, { parsedBody: body });
  const begun = messages.find((message) => isInitializeRequest(message));
  if (begun) {
    const id = sessionIdFor(begun.params.capabilities, parts.newToken());
    response.headers.set('mcp-session-id', id);
  }
  return response;
}

interface Session {
  /** Tells the sessions of all keys apart; absent where the client keeps none. */
  readonly key?: string;
  readonly capabilities: JsonObject;
}

function sessionOf({ request, principal }: McpExchange): Session {
  const id = request.headers.get('mcp-session-id');
  if (id === null) return { capabilities: {} };
  return { key: `${principal.keyId} ${id}`, capabilities: capabilitiesOf(id) };
}

/* Answers to our questions, and cancellations: the server of this request knows nothing of the others. */
function takeNotice(message: unknown, { key }: Session, { questions, openCalls }: DoorParts): void {
  if (key === undefined || isJSONRPCRequest(message)) return;
  if (!isJSONRPCNotification(message)) return questions.answer(key, message);
  if (message.method === 'notifications/cancelled') {
    openCalls.cancel(key, message.params?.['requestId']);
  }
}

/* A plain answer is cheaper than a stream, and enough where nothing can come before it. */
function mayTellMore(message: unknown, { capabilities }: Session): boolean {
  if (!isJSONRPCRequest(message)) return false;
  if (!['tools/call', 'prompts/get', 'resources/read'].includes(message.method)) return false;
  const asked = message.params?._meta?.progressToken !== undefined;
  return asked || Object.keys(capabilities).length > 0;
}

interface LegacyCall {
  readonly exchange: McpExchange;
  readonly session: Session;
  readonly transport: Transport;
}

function legacyStyle({ exchange, session, transport }: LegacyCall, parts: DoorParts): CallStyle {
  return async (call, context) => {
    const opened = openCall(session, context, parts);
    const { key, capabilities } = session;
    const ask = key === undefined ? undefined : askOver(transport, { key, context, parts });
    const { cancel } = opened;
    const visit = {
      caller: exchange.principal.caller,
      traceId: traceOf(context, exchange.traceId),
      asksUser: ask !== undefined && showsForms(capabilities),
      companion: companionOf({ context, cancel, capabilities, ...(ask && { ask }) }),
    };
    try {
      const outcome = await callTool(call, visit, parts);
      if (outcome.kind === 'result') return outcome.result;
      const { message, token, declined } = outcome;
      const said = await ask?.({
        method: 'elicitation/create',
        params: confirmForm(message),
        signal: cancel,
      });
      if (!saysYes(said)) return declined;
      const confirmed = { ...call, args: { ...call.args, confirm_token: token } };
      const end = await callTool(confirmed, visit, parts);
      return end.kind === 'result' ? end.result : end.declined;
    } finally {
      opened.close();
    }
  };
}

/* Without a session, ids of requests of different clients could be the same. */
function openCall({ key }: Session, { mcpReq }: ServerContext, { openCalls }: DoorParts) {
  if (key !== undefined) return openCalls.open(key, mcpReq.id);
  return { cancel: new AbortController().signal, close: () => undefined };
}

interface AskOver {
  readonly key: string;
  readonly context: ServerContext;
  readonly parts: DoorParts;
}

function askOver(transport: Transport, { key, context, parts }: AskOver): ClientLink['ask'] {
  return async ({ method, params, signal }) => {
    const { id, said } = parts.questions.open(key, signal);
    const request = { jsonrpc: '2.0', id, method, params } as const;
    await transport.send(request, { relatedRequestId: context.mcpReq.id });
    return said;
  };
}
