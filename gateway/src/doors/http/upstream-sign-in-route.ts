import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { BroughtBack, SignInOutcome } from '../../intents/upstream-sign-in.ts';
import { html, type Html } from './html.ts';
import type { HttpParts } from './http-parts.ts';
import { comesFromElsewhere, sendDetour } from './owner-page/detour.ts';
import { sendPage, sendSignIn, visitOf } from './owner-page/owner-visit.ts';
import { visible } from './owner-page/visible-text.ts';
import { parseRequest } from './parse-request.ts';

const Brought = z.object({
  code: z.string().max(4000).optional(),
  error: z.string().max(200).optional(),
  state: z.string().max(500),
  iss: z.string().max(2000).optional(),
});

interface Returned {
  Querystring: { here?: string };
}

const path = '/owner/mcp/callback';
const longestReasonChars = 500;

/**
 * Where the browser of the owner comes back to after signing in to an upstream server. The state alone would do for
 * whoever saw the link: so only the owner can bring it back, and it counts once.
 */
export function upstreamSignInRoute(app: FastifyInstance, parts: HttpParts): void {
  app.get<Returned>(path, async (request, reply) => {
    const brought = parseRequest(Brought, request.query, 'Follow the link again.');
    const visit = visitOf(request, parts);
    const page = `${path}?${queryOf(brought)}`;
    if (!visit.session && comesFromElsewhere(request)) return sendDetour(reply, visit, page);
    if (!visit.session) return sendSignIn(reply, { visit, next: page }, parts);
    const outcome = await parts.finishUpstreamSignIn(brought);
    const status = outcome.kind === 'done' ? 200 : 400;
    return sendPage(reply, { visit, status, title: 'Sign-in to a server' }, render(outcome));
  });
}

function queryOf(brought: BroughtBack): string {
  const given = Object.entries(brought).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  return new URLSearchParams(given).toString();
}

function render(outcome: SignInOutcome): Html {
  switch (outcome.kind) {
    case 'done':
      return html`<h1>Signed in</h1>
        <p class="card" role="status">
          You are signed in to ${visible(outcome.server)}. You can close this page;
          <code>tutti mcp review</code> shows what it offers.
        </p>`;
    case 'refused':
      return html`<h1>Not signed in</h1>
        <p class="card" role="alert">
          The sign-in to ${visible(outcome.server)} came to nothing:
          ${visible(outcome.why.slice(0, longestReasonChars))}. <code>tutti mcp list</code> has a
          new link.
        </p>`;
    case 'unknown':
      return html`<h1>Not signed in</h1>
        <p class="card" role="alert">
          This sign-in has been used already, or was not begun here. <code>tutti mcp list</code> has
          the link, where there is something to do.
        </p>`;
    default:
      return outcome satisfies never;
  }
}
