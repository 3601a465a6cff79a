import type { FastifyInstance } from 'fastify';
import { infoOf } from '../../intents/catalog.ts';
import { docsSecurityPolicy } from './docs-page/docs-style.ts';
import { renderDocsPage } from './docs-page/render-docs-page.ts';
import type { HttpParts } from './http-parts.ts';
import { buildOpenApi } from './openapi/build-openapi.ts';
import { OpenApiQuery, type Profile } from './openapi/openapi-query.ts';
import { parseRequest } from './parse-request.ts';

/** `GET /openapi.json` and `GET /docs`, open to all: they show what every Tutti can do, nothing of this one. */
export function docsRoutes(app: FastifyInstance, { settings, version, catalog }: HttpParts): void {
  const documentOf = (profile: Profile, host: string) =>
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
      .header('content-security-policy', docsSecurityPolicy)
      .send(page);
  });
}
