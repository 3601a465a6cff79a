import { isLegacyRequest } from '@modelcontextprotocol/server';
import { createCatalogOf } from './caller-catalog.ts';
import { createChangeStreams } from './change-streams.ts';
import type { DoorParts, McpExchange, McpParts } from './mcp-parts.ts';
import { createMostUsed } from './most-used.ts';
import { createOpenCalls } from './open-calls.ts';
import { plainCallOf } from './plain-call.ts';
import { createQuestions } from './questions.ts';
import { createRoundTrips } from './round-trips.ts';
import { serveLegacyPost } from './serve-legacy.ts';
import { createModernHandler } from './serve-modern.ts';
import { servePlainCall, type PlainExchange } from './serve-plain-call.ts';
import { createCapabilitiesOf } from './session-id.ts';
import { createToolOf } from './tool-of-intent.ts';

/** The MCP door: the catalog as tools, for the revision 2026-07-28 and those before it. */
export interface McpDoor {
  serve(exchange: McpExchange): Promise<Response>;
  /** Carries a plain call of a tool to its answer; undefined where `body` is something else, to be served. */
  carryCall(exchange: PlainExchange, body: unknown): Promise<void> | undefined;
  /** Looks for changes no more. Streams and calls end with their requests. */
  close(): void;
}

export function createMcpDoor(given: McpParts): McpDoor {
  const { newToken } = given;
  const parts: DoorParts = {
    ...given,
    catalogOf: createCatalogOf(given.catalog),
    toolOf: createToolOf(),
    mostUsed: createMostUsed(given),
    capabilitiesOf: createCapabilitiesOf(),
    openCalls: createOpenCalls(),
    questions: createQuestions(newToken),
    roundTrips: createRoundTrips(newToken),
    passages: createRoundTrips(newToken),
  };
  const exchanges = new WeakMap<Request, McpExchange>();
  const exchangeOf = (request: Request): McpExchange => {
    const exchange = exchanges.get(request);
    if (!exchange) throw new Error('Every request that is served was handed in with its caller');
    return exchange;
  };
  const modern = createModernHandler(exchangeOf, parts);
  const changes = createChangeStreams(parts, modern.notify);

  return {
    async serve(exchange) {
      const { request, body } = exchange;
      if (request.method === 'GET') return changes.open(exchange);
      /* A session is nothing that we keep: there is nothing to end. */
      if (request.method === 'DELETE') return new Response(null, { status: 204 });
      if (await isLegacyRequest(request, body)) return serveLegacyPost(exchange, parts);
      exchanges.set(request, exchange);
      changes.watch();
      return modern.fetch(request, { parsedBody: body });
    },
    carryCall(exchange, body) {
      const call = plainCallOf(exchange.headers, body);
      return call && servePlainCall(call, exchange, parts);
    },
    close: () => changes.close(),
  };
}
