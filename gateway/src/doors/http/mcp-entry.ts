import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Principal } from '../../identity/caller.ts';
import { bareHeaders, refuseOtherTypes, sendJson } from './bare-answer.ts';
import type { BareParts } from './bare-parts.ts';
import { guardRequest } from './guard-request.ts';
import type { HttpParts } from './http-parts.ts';
import { McpGuest } from './mcp-guest.ts';
import { createMcpReply, type McpReply } from './mcp-reply.ts';
import { readBody } from './read-body.ts';
import { admit, authenticate, type HeaderSink } from './request-context.ts';
import { parseStrictJson } from './strict-json.ts';

/** What serves `/mcp`, loaded with the first request to it. */
export interface McpService {
  serve(exchange: {
    readonly request: Request;
    readonly body: unknown;
    readonly principal: Principal;
    readonly traceId: string;
  }): Promise<Response>;
  /** Carries a plain call of a tool; undefined where it is something else. */
  carryCall(
    exchange: {
      readonly guest: {
        readonly principal: Principal;
        readonly traceId: string;
        readonly signal: AbortSignal;
      };
      readonly headers: IncomingHttpHeaders;
      readonly reply: McpReply;
    },
    body: unknown,
  ): Promise<void> | undefined;
}

interface McpEntryParts extends BareParts, Pick<HttpParts, 'mcp'> {
  readonly closing: AbortSignal;
}

const route = '/mcp';
const methods = new Set(['POST', 'GET', 'DELETE']);

/**
 * `POST /mcp` (Streamable HTTP), and what clients of older revisions send beside it. It is answered before the
 * framework sees it, as calls are. Gives false for everything else.
 */
export function createMcpEntry(
  parts: McpEntryParts,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { method = '', url = '' } = request;
    if (url !== route && !url.startsWith(`${route}?`)) return false;
    if (!methods.has(method)) return false;
    void answer(request, response, parts);
    return true;
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: McpEntryParts,
): Promise<void> {
  const startedAt = performance.now();
  const traceId = parts.traceIdOf(request);
  const headers = bareHeaders(traceId);
  try {
    await carry({ request, response, headers, traceId }, parts);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendJson(response, { ...parts.refuse(error, { traceId, route }), headers });
  }
  parts.meter.requestFinished({
    route,
    status: response.statusCode,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: string[];
  readonly traceId: string;
}

/* Who has no key can make nobody read a megabyte: the body comes last. */
async function carry(exchange: Exchange, parts: McpEntryParts): Promise<void> {
  const { request, response, headers, traceId } = exchange;
  const sink: HeaderSink = { header: (name, value) => headers.push(name, value) };
  parts.refuseWhileClosing();
  guardRequest(request, parts.settings);
  const asking = admit(request, parts);
  if (asking) await asking;
  const principal = authenticate(request, sink, parts);
  const body = bodyIn(await readBody(request, parts.settings.bodyMaxBytes, sink), request);
  const closing = stands(request, body) ? parts.closing : undefined;
  const { directory } = parts;
  const guest = new McpGuest({ principal, traceId, response, directory, closing });
  const mcp = await parts.mcp();
  const reply = createMcpReply(response, headers);
  const call = mcp.carryCall({ guest, headers: request.headers, reply }, body);
  if (call) {
    await call;
    return;
  }
  const web = webRequest(request, guest.signal);
  const served = await mcp.serve({ request: web, body, principal, traceId });
  await sendResponse(served, response, headers);
}

function bodyIn(body: Buffer, { method, headers }: IncomingMessage): unknown {
  if (body.length === 0 || method !== 'POST') return undefined;
  refuseOtherTypes(headers['content-type']);
  return parseStrictJson(body);
}

function stands({ method }: IncomingMessage, body: unknown): boolean {
  if (method === 'GET') return true;
  if (typeof body !== 'object' || body === null) return false;
  return 'method' in body && body.method === 'subscriptions/listen';
}

/* Its address is ours whatever the Host header says; that was checked before. */
function webRequest({ method = 'POST', headers }: IncomingMessage, signal: AbortSignal): Request {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  ) as [string, string][];
  return new Request('http://localhost/mcp', { method, headers: sent, signal });
}

const keptByUs = new Set(['connection', 'cache-control', 'content-length']);

async function sendResponse(
  served: Response,
  response: ServerResponse,
  headers: string[],
): Promise<void> {
  for (const [name, value] of served.headers) {
    if (!keptByUs.has(name)) headers.push(name, value);
  }
  const isStream = served.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (served.body !== null && isStream) {
    response.writeHead(served.status, headers);
    response.flushHeaders();
    /* A client that leaves breaks it off, and that is all right. */
    await pipeline(Readable.fromWeb(served.body), response).catch(() => undefined);
    return;
  }
  const text = await served.text();
  if (served.status !== 204) headers.push('content-length', String(Buffer.byteLength(text)));
  response.writeHead(served.status, headers);
  response.end(text);
}
