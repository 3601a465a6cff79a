import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.ts';

/** Liveness, readiness and metrics. */
export function healthRoutes(app: FastifyInstance, { ready, meter, version }: HttpParts): void {
  app.get('/health', async () => ({ status: 'ok', version }));

  app.get('/ready', async (_request, reply) => {
    const state = await ready();
    return reply.code(state.ready ? 200 : 503).send(state);
  });

  app.get('/metrics', async (_request, reply) =>
    reply
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .send(await meter.exposition()),
  );
}
