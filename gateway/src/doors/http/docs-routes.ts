import type { FastifyInstance } from 'fastify';
import { infoOf } from '../../intents/catalog.ts';
import type { HttpParts } from './http-parts.ts';
import { OpenApiQuery, type Profile } from './openapi/openapi-query.ts';
import { parseRequest } from './parse-request.ts';

/** `GET /openapi.json` and `GET /docs`, open to all: they show what every Tutti can do, nothing of this one. */
export function docsRoutes(app: FastifyInstance, { settings, version, catalog }: HttpParts): void {
  /* Loaded when somebody reads: most gateways are never asked. */
  const documentOf = async (profile: Profile, host: string) => {
    const { buildOpenApi } = await import('./openapi/build-openapi.ts');
    return buildOpenApi({ version, serverUrl: settings.publicUrl() ?? `http://${host}`, profile });
  };

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
    const [{ renderDocsPage }, { docsSecurityPolicy }] = await Promise.all([
      import('./docs-page/render-docs-page.ts'),
      import('./docs-page/docs-style.ts'),
    ]);
    const document = await documentOf('full', request.host);
    const page = renderDocsPage({ document, intents });
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', docsSecurityPolicy)
      .send(page);
  });
}
