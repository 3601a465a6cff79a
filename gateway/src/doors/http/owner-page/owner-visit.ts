import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFresh, type OwnerSession } from '../../../identity/owner-sessions.ts';
import type { HttpParts } from '../http-parts.ts';
import { pageHeaders, renderPage, type PageFrame } from './render-page.ts';
import type { Html } from '../html.ts';
import { renderSignInForms, type SignInForms } from './render-sign-in.ts';
import { sessionTokenOf } from './session-cookie.ts';
import { siteOf, type Site } from './site.ts';
import { html, nothing } from '../html.ts';

/** Whether a browser asks for the page rather than a program for the JSON. */
export function wantsPage({ headers, method }: FastifyRequest): boolean {
  if (headers.authorization !== undefined) return false;
  const accepted = headers.accept ?? '';
  return accepted.includes('text/html') || (method === 'POST' && accepted === '');
}

/** Who looks at the page, and from where. */
export interface OwnerVisit {
  readonly site: Site;
  readonly token: string;
  readonly session: OwnerSession | undefined;
}

export function visitOf(
  { headers }: FastifyRequest,
  { ownerAccess, settings }: HttpParts,
): OwnerVisit {
  const site = siteOf(headers.host, settings.publicUrl());
  const token = sessionTokenOf(headers.cookie, site);
  return { site, token, session: ownerAccess.sessions.find(token) };
}

/** What the forms for signing in need to know. */
export async function signInForms(
  site: Site,
  next: string,
  { ownerAccess: { passkeys } }: HttpParts,
): Promise<SignInForms> {
  const { party } = site;
  const known = party ? await passkeys.list() : [];
  const options =
    party && known.some(({ rpId }) => rpId === party.id)
      ? passkeys.requestOptions(party)
      : undefined;
  return { site, next, passkeyOptions: options };
}

interface SentPage {
  readonly status?: number;
  readonly visit: OwnerVisit;
}

export function sendPage(
  reply: FastifyReply,
  { status = 200, visit, ...frame }: SentPage & Omit<PageFrame, 'base' | 'session'>,
  content: Html,
): FastifyReply {
  const page = renderPage({ ...frame, base: visit.site.base, session: visit.session }, content);
  return reply.code(status).headers(pageHeaders).send(page);
}

interface SentSignIn extends SentPage {
  readonly next: string;
  /** What went wrong before. */
  readonly problem?: string;
}

/** Asks who is there. It says nothing of what it leads to. */
export async function sendSignIn(
  reply: FastifyReply,
  { status = 401, visit, next, problem }: SentSignIn,
  parts: HttpParts,
): Promise<FastifyReply> {
  const { site } = visit;
  const forms = await signInForms(site, next, parts);
  const content = html`<h1>Sign in</h1>
    ${problem === undefined ? nothing : html`<p role="alert">${problem}</p>`}
    ${renderSignInForms(forms)}
    <p class="muted">
      These pages are for the owner of this gateway.
      <a href="${site.base}${next}">Signed in here already?</a>
    </p>`;
  const asksPasskey = forms.passkeyOptions !== undefined;
  const signedOut = { ...visit, session: undefined };
  return sendPage(reply, { status, visit: signedOut, title: 'Sign in', asksPasskey }, content);
}

/** Signed in within the last minutes: what cannot be taken back is open to no one else. */
export function freshSession({ session }: OwnerVisit, now: number): OwnerSession | undefined {
  return session && isFresh(session, now) ? session : undefined;
}

/** Where a sign-in may lead: to the pages of the owner, and nowhere else. */
export function safeNext(next: string | undefined): string {
  const known = [
    /^\/owner\/(approvals(\/apr_[0-9a-z]{1,40})?|passkeys|clients|connect\/[\w-]{1,64})$/,
    /^\/owner\/mcp\/callback\?[\w.~%=&+*-]{1,8000}$/,
  ];
  return next !== undefined && known.some((page) => page.test(next)) ? next : '/owner/approvals';
}
