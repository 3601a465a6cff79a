import type { FastifyInstance } from 'fastify';
import { IntentsQuery } from '#contract';
import { infoOf, summaryOf } from '../../intents/catalog.ts';
import { pageFrom } from '../../platform/page-from.ts';
import { unknownIntent } from '../../runs/prepare-call.ts';
import type { HttpParts } from './http-parts.ts';
import { parseRequest } from './parse-request.ts';
import { principalOf } from './request-context.ts';

/** `GET /intents`, searchable, and `GET /intents/{name}`. */
export function intentRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { catalog } = parts;

  app.get('/intents', async (request) => {
    const { caller } = principalOf(request);
    const { query, limit, cursor } = parseRequest(
      IntentsQuery,
      request.query,
      'GET /intents?query=remember&limit=10',
    );
    const found =
      query === undefined ? catalog.list(caller.scopes) : await catalog.find(caller.scopes, query);
    const start = cursor === undefined ? 0 : found.findIndex(({ name }) => name === cursor) + 1;
    const rows = found.slice(start, start + limit + 1);
    return pageFrom(rows, { limit, idOf: ({ name }) => name, toItem: summaryOf });
  });

  app.get<{ Params: { name: string } }>('/intents/:name', async (request) => {
    const { caller } = principalOf(request);
    const { name } = request.params;
    const [offer] = catalog.offersOf(name, caller.scopes);
    if (!offer) throw unknownIntent(name, catalog.suggestionsFor(name, caller.scopes));
    return infoOf(offer.intent);
  });
}
