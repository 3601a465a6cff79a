import Fastify, { type FastifyInstance } from 'fastify';
import { GatewayError } from '../../platform/gateway-error.ts';
import { createTraceIds } from '../../platform/ids.ts';
import { approvalRoutes } from './approval-routes.ts';
import { archiveRoutes } from './archive-routes.ts';
import { createCallDoor } from './call-door.ts';
import { docsRoutes } from './docs-routes.ts';
import { flowRoutes } from './flow-routes.ts';
import { guardRequest } from './guard-request.ts';
import { createErrorHandler, createRefuse, handleUnknownPath } from './handle-error.ts';
import { healthRoutes } from './health-routes.ts';
import type { HttpParts } from './http-parts.ts';
import { intentRoutes } from './intent-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { createMcpEntry } from './mcp-entry.ts';
import { createServer } from './node-http.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import { ownerFlowRoutes } from './owner-flow-routes.ts';
import { ownerRoutes } from './owner-routes.ts';
import { upstreamSignInRoute } from './upstream-sign-in-route.ts';
import { createTraceIdOf, requireCaller } from './request-context.ts';
import { createUnreadableHandler } from './refuse-unreadable.ts';
import { parseStrictJson } from './strict-json.ts';

const serverOptions = {
  /* For sending the request: only a client that dawdles over that is cut off, not one that waits for its answer. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  /* Node looks for the late ones every 30 seconds, if it is not told otherwise. */
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 72_000,
};

/* How long a gateway that stops waits for answers that are under way. */
const stragglersMs = 5000;

/** The HTTP door: requests in, answers out. It decides nothing. */
export function createHttpDoor(parts: HttpParts): FastifyInstance {
  const refuse = createRefuse(parts);
  const handleError = createErrorHandler(refuse);
  const newTraceId = createTraceIds();
  const traceIdOf = createTraceIdOf(newTraceId);
  const closing = new AbortController();
  const refuseWhileClosing = (): void => {
    if (closing.signal.aborted) throw shuttingDown();
  };
  const bare = { ...parts, traceIdOf, refuse, refuseWhileClosing };
  const takeCall = createCallDoor(bare);
  const takeMcp = createMcpEntry({ ...bare, closing: closing.signal });
  const app = Fastify({
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply),
    bodyLimit: parts.settings.bodyMaxBytes,
    serverFactory: (handleOther) =>
      createServer(serverOptions, (request, response) => {
        if (!takeCall(request, response) && !takeMcp(request, response))
          handleOther(request, response);
      }),
    clientErrorHandler: createUnreadableHandler(newTraceId),
    genReqId: traceIdOf,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    return503OnClosing: false,
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (_request: unknown, body: Buffer, done: ParserDone) => parseBody(body, done),
  );
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleUnknownPath);
  app.addHook('preClose', (done) => {
    closing.abort();
    setTimeout(() => app.server.closeAllConnections(), stragglersMs).unref();
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      traceparent: `00-${request.id}-${request.id.slice(16)}-01`,
    });
    refuseWhileClosing();
    guardRequest(request, parts.settings);
    if (request.is404) handleUnknownPath(request, reply);
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    parts.meter.requestFinished({
      route,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    done();
  });

  app.decorateRequest('principal');
  void app.register(async (callers) => {
    requireCaller(callers, parts);
    jobRoutes(callers, { ...parts, closing: closing.signal });
    intentRoutes(callers, parts);
    archiveRoutes(callers, parts);
  });
  flowRoutes(app, parts);
  ownerRoutes(app, parts);
  upstreamSignInRoute(app, parts);
  ownerFlowRoutes(app, parts);
  approvalRoutes(app, parts);
  oauthRoutes(app, parts);
  healthRoutes(app, parts);
  docsRoutes(app, parts);
  return app;
}

type ParserDone = (error: Error | null, body?: unknown) => void;

function parseBody(body: Buffer, done: ParserDone): void {
  try {
    /* Many clients name the type of a body that they do not send. */
    done(null, body.length === 0 ? undefined : parseStrictJson(body));
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

function shuttingDown(): GatewayError {
  return new GatewayError('shutting_down', 'The gateway is stopping.', {
    hint: 'Nothing was done. Send the request again in a few seconds.',
    retryable: true,
  });
}

/* The contract's own schemas check requests. Without this, Fastify loads two compilers that nothing uses, 12 MB. */
function noSchemas(): () => never {
  return () => {
    throw new Error('No route of this door has a Fastify schema');
  };
}
