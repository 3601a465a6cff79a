import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../html.ts';
import { sendPage, type OwnerVisit } from './owner-visit.ts';

type MayBeHere = FastifyRequest<{ Querystring: { here?: string } }>;

/*
 * Browsers keep the cookie of the owner back from whatever a foreign page leads to. A page of ours that leads
 * here again gets it: no further sign-in for who is signed in.
 */
export function comesFromElsewhere({
  headers,
  query,
}: Pick<MayBeHere, 'headers' | 'query'>): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && query.here === undefined;
}

/** Leads to this page of the owner once more, from here. */
export function sendDetour(reply: FastifyReply, visit: OwnerVisit, page: string): FastifyReply {
  const url = `${visit.site.base}${page}${page.includes('?') ? '&' : '?'}here=1`;
  return sendPage(
    reply,
    { visit, title: 'One moment', onward: url },
    html`<p><a href="${url}">Go on</a></p>`,
  );
}
