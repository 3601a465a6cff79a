import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.ts';
import { authenticate, isOwner } from './request-context.ts';

/** Liveness and readiness, open to all, and metrics, which tell what is asked for and so take a key. */
export function healthRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { ready, meter, version } = parts;

  app.get('/health', async () => ({ status: 'ok', version }));

  app.get('/ready', async (_request, reply) => {
    const state = await ready();
    return reply.code(state.ready ? 200 : 503).send(state);
  });

  app.get('/metrics', async (request, reply) => {
    if (!isOwner(request, parts)) authenticate(request, reply, parts);
    const text = await meter.exposition();
    return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(text);
  });
}
