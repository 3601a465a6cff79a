import type { FastifyInstance } from 'fastify';
import { PageQuery, ResultQuery } from '#contract';
import type { HttpParts } from './http-parts.ts';
import { parseRequest } from './parse-request.ts';
import { principalOf } from './request-context.ts';

/** `GET /receipts`, `GET /receipts/{id}` and `GET /results/{handle}`. */
export function archiveRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { archive } = parts;

  app.get('/receipts', async (request) => {
    const { caller } = principalOf(request);
    return archive.listReceipts(
      caller,
      parseRequest(PageQuery, request.query, 'GET /receipts?limit=50'),
    );
  });

  app.get<{ Params: { id: string } }>('/receipts/:id', async (request) => {
    const { caller } = principalOf(request);
    return archive.getReceipt(caller, request.params.id);
  });

  app.get<{ Params: { handle: string } }>('/results/:handle', async (request) => {
    const { caller } = principalOf(request);
    const slice = parseRequest(
      ResultQuery,
      request.query,
      'GET /results/{handle}?offset=0&limit=20000',
    );
    return archive.getResult(caller, { ...slice, handle: request.params.handle });
  });
}
