import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../identity/caller.ts';
import type { HttpParts } from './http-parts.ts';
import { principalOf } from './request-context.ts';

/** What serves `/mcp`, loaded with the first request to it. */
export interface McpService {
  serve(exchange: {
    readonly request: Request;
    readonly body: unknown;
    readonly principal: Principal;
    readonly traceId: string;
  }): Promise<Response>;
}

/** `POST /mcp` (Streamable HTTP), and what clients of older revisions send beside it. */
export function mcpRoutes(app: FastifyInstance, parts: HttpParts & { closing: AbortSignal }): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const principal = principalOf(request);
    const ends = endsOf({ request, reply, principal, parts });
    const mcp = await parts.mcp();
    const { body } = request;
    const response = await mcp.serve({
      request: webRequest(request, ends),
      body,
      principal,
      traceId: request.id,
    });
    return sendResponse(response, reply);
  };
  app.route({ method: ['POST', 'GET', 'DELETE'], url: '/mcp', handler: serve });
}

interface Ending {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly principal: Principal;
  readonly parts: HttpParts & { closing: AbortSignal };
}

/**
 * Aborted when the client leaves or its key is revoked. A stream that stands open without a call also ends when the
 * gateway stops; calls are answered first.
 */
function endsOf({ request, reply, principal, parts }: Ending): AbortSignal {
  const ends = new AbortController();
  const session = parts.directory.sessionSignal(principal);
  const end = () => ends.abort();
  const signals = stands(request) ? [session, parts.closing] : [session];
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  reply.raw.once('close', () => {
    for (const signal of signals) signal.removeEventListener('abort', end);
    if (!reply.raw.writableFinished) end();
  });
  return ends.signal;
}

function stands({ method, body }: FastifyRequest): boolean {
  if (method === 'GET') return true;
  if (typeof body !== 'object' || body === null) return false;
  return 'method' in body && body.method === 'subscriptions/listen';
}

/* Its address is ours whatever the Host header says; that was checked before. */
function webRequest({ method, headers }: FastifyRequest, signal: AbortSignal): Request {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  ) as [string, string][];
  return new Request('http://localhost/mcp', { method, headers: sent, signal });
}

async function sendResponse(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  const { status, headers, body } = response;
  for (const [name, value] of headers) {
    if (name !== 'connection' && name !== 'cache-control') void reply.header(name, value);
  }
  void reply.code(status);
  if (body === null) return reply.send();
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  return isStream ? reply.send(body) : reply.send(await response.text());
}
