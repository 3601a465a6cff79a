import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { infoOf } from '../../intents/catalog.ts';
import { renderDocsPage } from './docs-page/render-docs-page.ts';
import type { HttpParts } from './http-parts.ts';
import { buildOpenApi } from './openapi/build-openapi.ts';
import { parseRequest } from './parse-request.ts';

const OpenApiQuery = z.strictObject({ profile: z.enum(['full', 'chatgpt']).default('full') });

/** `GET /openapi.json` and `GET /docs`. Both are open: they name no caller and no intent that needs a scope. */
export function docsRoutes(app: FastifyInstance, { settings, version, catalog }: HttpParts): void {
  const documentOf = (profile: 'full' | 'chatgpt', host: string) =>
    buildOpenApi({ version, serverUrl: settings.publicUrl() ?? `http://${host}`, profile });

  app.get('/openapi.json', async (request) => {
    const { profile } = parseRequest(
      OpenApiQuery,
      request.query,
      'GET /openapi.json?profile=chatgpt',
    );
    return documentOf(profile, request.host);
  });

  app.get('/docs', async (request, reply) => {
    const intents = catalog
      .list(['*'])
      .filter(({ engine }) => engine === 'agent')
      .map(infoOf);
    const page = renderDocsPage({ document: documentOf('full', request.host), intents });
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      .send(page);
  });
}
