import Fastify, { type FastifyInstance } from 'fastify';
import { traceparentOf } from '../../platform/traceparent.ts';
import { approvalRoutes } from './approval-routes.ts';
import { archiveRoutes } from './archive-routes.ts';
import type { BareParts } from './bare-parts.ts';
import { docsRoutes } from './docs-routes.ts';
import { flowRoutes } from './flow-routes.ts';
import { guardRequest } from './guard-request.ts';
import { createErrorHandler, handleUnknownPath } from './handle-error.ts';
import type { HttpParts } from './http-parts.ts';
import type { TakeRequest } from './lazy-routes.ts';
import { intentRoutes } from './intent-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import { ownerFlowRoutes } from './owner-flow-routes.ts';
import { ownerRoutes } from './owner-routes.ts';
import { upstreamSignInRoute } from './upstream-sign-in-route.ts';
import { requireCaller } from './request-context.ts';
import { parseStrictJson } from './strict-json.ts';

interface RouteParts extends BareParts, HttpParts {
  /** Aborted when the gateway stops. */
  readonly closing: AbortSignal;
}

/** Everything that the framework answers: jobs, intents, receipts, sign-in, and all that is the owner's. */
export async function createRoutes(parts: RouteParts): Promise<TakeRequest> {
  const app = createApp(parts);
  app.register(async (callers) => {
    requireCaller(callers, parts);
    jobRoutes(callers, parts);
    intentRoutes(callers, parts);
    archiveRoutes(callers, parts);
  });
  flowRoutes(app, parts);
  ownerRoutes(app, parts);
  upstreamSignInRoute(app, parts);
  ownerFlowRoutes(app, parts);
  approvalRoutes(app, parts);
  oauthRoutes(app, parts);
  docsRoutes(app, parts);
  await app.ready();
  return (request, response) => app.routing(request, response);
}

/* It has no socket of its own: requests are handed to it. */
function createApp(parts: RouteParts): FastifyInstance {
  const handleError = createErrorHandler(parts.refuse);
  const app = Fastify({
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply),
    bodyLimit: parts.settings.bodyMaxBytes,
    genReqId: parts.traceIdOf,
    exposeHeadRoutes: false,
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
  app.decorateRequest('principal');
  addHooks(app, parts);
  return app;
}

function addHooks(app: FastifyInstance, parts: RouteParts): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      traceparent: traceparentOf(request.id),
    });
    parts.refuseWhileClosing();
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

/* The contract's own schemas check requests. Without this, Fastify loads two compilers that nothing uses, 12 MB. */
function noSchemas(): () => never {
  return () => {
    throw new Error('No route of this door has a Fastify schema');
  };
}
