import Fastify, { type FastifyInstance } from 'fastify';
import { GatewayError } from '../../platform/gateway-error.ts';
import { createTraceIds } from '../../platform/ids.ts';
import { archiveRoutes } from './archive-routes.ts';
import { callRoutes } from './call-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { guardRequest } from './guard-request.ts';
import { createErrorHandler, handleUnknownPath } from './handle-error.ts';
import { healthRoutes } from './health-routes.ts';
import type { HttpParts } from './http-parts.ts';
import { intentRoutes } from './intent-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { ownerRoutes } from './owner-routes.ts';
import { createTraceIdOf } from './request-context.ts';
import { parseStrictJson } from './strict-json.ts';

/* Longer than the longest long-poll, so that only a client that dawdles over its request is cut off. */
const requestTimeoutMs = 30_000;

/** The HTTP door: requests in, answers out. It decides nothing. */
export function createHttpDoor(parts: HttpParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: parts.settings.bodyMaxBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: createTraceIdOf(createTraceIds()),
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
    async (_request: unknown, body: Buffer) => parseStrictJson(body),
  );
  app.setErrorHandler(createErrorHandler(parts));
  app.setNotFoundHandler(handleUnknownPath);
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      traceparent: `00-${request.id}-${request.id.slice(16)}-01`,
    });
    if (closing) throw shuttingDown();
    guardRequest(request, parts.settings);
    done();
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

  callRoutes(app, parts);
  jobRoutes(app, parts);
  intentRoutes(app, parts);
  archiveRoutes(app, parts);
  ownerRoutes(app, parts);
  healthRoutes(app, parts);
  docsRoutes(app, parts);
  return app;
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
