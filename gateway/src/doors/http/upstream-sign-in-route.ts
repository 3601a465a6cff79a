import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { html } from './html.ts';
import type { HttpParts } from './http-parts.ts';
import { siteOf } from './owner-page/site.ts';
import { renderPage } from './owner-page/render-page.ts';
import { parseRequest } from './parse-request.ts';

const Brought = z.object({
  code: z.string().max(4000).optional(),
  state: z.string().max(500),
  iss: z.string().max(2000).optional(),
});

/**
 * Where the browser of the owner comes back to after signing in to an upstream server. It needs no key: only who was
 * sent from here knows the state, and it counts once.
 */
export function upstreamSignInRoute(app: FastifyInstance, parts: HttpParts): void {
  app.get('/owner/mcp/callback', async (request, reply) => {
    const { code, state, iss } = parseRequest(Brought, request.query, 'Follow the link again.');
    const done =
      code !== undefined &&
      (await parts.finishUpstreamSignIn({ code, state, ...(iss !== undefined && { iss }) }));
    const text = done
      ? 'You are signed in. You can close this page; "tutti mcp review" shows what the server offers.'
      : 'Nothing came of this. "tutti mcp list" has a new link.';
    const { base } = siteOf(request.headers.host, parts.settings.publicUrl());
    const page = renderPage({ title: 'Sign-in to a server', base }, html`<p>${text}</p>`);
    return reply
      .code(done ? 200 : 400)
      .type('text/html; charset=utf-8')
      .send(page);
  });
}
