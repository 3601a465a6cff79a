import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerName, httpStatusOfCode } from '#contract';
import type { ConsentChoice } from '../../../identity/oauth/consents.ts';
import type { Asked, Exchange } from '../../../identity/oauth/oauth-server.ts';
import type { OwnerSession } from '../../../identity/owner-sessions.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import { html } from '../html.ts';
import type { HttpParts } from '../http-parts.ts';
import { comesFromElsewhere, sendDetour } from '../owner-page/detour.ts';
import {
  freshSession,
  sendPage,
  sendSignIn,
  signInForms,
  visitOf,
  type OwnerVisit,
} from '../owner-page/owner-visit.ts';
import { refuseForeignForm, refuseForeignToken } from '../owner-page/refuse-foreign-form.ts';
import { visible } from '../owner-page/visible-text.ts';
import { parseRequest } from '../parse-request.ts';
import { notOfferedHere } from './oauth-routes.ts';
import { renderConnect } from './render-connect.ts';
import { chosenScopes, shownChoice } from './scope-choice.ts';
import { siteOfRequest } from './sign-in-parts.ts';

interface ByUid {
  Params: { uid: string };
  Querystring: { here?: string };
}

interface Asking extends Signed {
  readonly exchange: Exchange;
  readonly asked: Asked;
}

interface Signed {
  readonly request: FastifyRequest<ByUid>;
  readonly reply: FastifyReply;
  readonly visit: OwnerVisit;
  readonly session: OwnerSession;
}

/** `/owner/connect/{uid}`: where the owner lets a client in, or does not. */
export function connectPages(app: FastifyInstance, parts: HttpParts): void {
  app.get<ByUid>('/owner/connect/:uid', async (request, reply) => {
    const visit = visitOf(request, parts);
    const { session } = visit;
    if (!session && comesFromElsewhere(request)) return sendDetour(reply, visit, pageOf(request));
    if (!session) return sendSignIn(reply, { visit, next: pageOf(request) }, parts);
    const asking = await askingOf({ request, reply, visit, session }, parts);
    return asking ? sendQuestion(asking, {}, parts) : sendGone(reply, visit);
  });

  app.post<ByUid>('/owner/connect/:uid', async (request, reply) => {
    refuseForeignForm(request.headers);
    const visit = visitOf(request, parts);
    const { session } = visit;
    if (!session) return sendSignIn(reply, { visit, next: pageOf(request) }, parts);
    const fields = formOf(request);
    refuseForeignToken(session, fields.get('form_token') ?? undefined);
    const asking = await askingOf({ request, reply, visit, session }, parts);
    if (!asking) return sendGone(reply, visit);
    if (fields.get('action') !== 'allow')
      return sendOnward(asking, await parts.signIn.server.deny(asking.exchange), 'Denied');
    /* The page asks for the proof. */
    if (!freshSession(visit, parts.ownerAccess.now()))
      return reply.redirect(visit.site.base + pageOf(request), 303);
    return allow(asking, fields, parts);
  });
}

async function allow(
  asking: Asking,
  fields: URLSearchParams,
  parts: HttpParts,
): Promise<FastifyReply> {
  const { server, consents } = parts.signIn;
  const { asked, exchange } = asking;
  try {
    const choice = choiceOf(fields, parts);
    await consents.check(asked.client, choice);
    const onward = await server.allow(exchange, asked, (id) =>
      consents.keep({ id, client: asked.client, redirectUri: asked.redirectUri, choice }),
    );
    return await sendOnward(asking, onward, 'It is let in');
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return sendQuestion(asking, { fields, error }, parts);
  }
}

const Names = z.object({ caller: CallerName, space: CallerName });

function choiceOf(fields: URLSearchParams, { catalog }: HttpParts): ConsentChoice {
  const given = { caller: fields.get('caller'), space: fields.get('space') };
  return {
    ...parseRequest(Names, given, 'Nothing was allowed yet. For example "claude", "personal".'),
    scopes: chosenScopes(fields, catalog.list(['*'])),
    mayJoin: fields.get('join') === 'yes',
  };
}

async function askingOf(signed: Signed, parts: HttpParts): Promise<Asking | undefined> {
  const { request, reply } = signed;
  const site = siteOfRequest(request, parts);
  if (!site || !parts.signIn.settings().isOn) throw notOfferedHere();
  const exchange = { site, request: request.raw, response: reply.raw };
  const asked = await parts.signIn.server.findAsked(exchange, request.params.uid);
  return asked && { ...signed, exchange, asked };
}

interface Repeated {
  /** What was sent before, and is shown again with what was wrong with it. */
  readonly fields?: URLSearchParams;
  readonly error?: GatewayError;
}

async function sendQuestion(
  { request, reply, visit, session, asked }: Asking,
  { fields, error }: Repeated,
  parts: HttpParts,
): Promise<FastifyReply> {
  const intents = parts.catalog.list(['*']);
  const names = new Set(intents.map(({ name }) => name));
  const proposed = await parts.signIn.consents.propose(asked.client);
  const signIn = await signInForms(visit.site, pageOf(request), parts);
  const status = error ? httpStatusOfCode[error.code] : 200;
  return sendPage(
    reply,
    { visit, status, title: 'Let a client in', asksPasskey: signIn.passkeyOptions !== undefined },
    renderConnect({
      ...asked,
      intents,
      session,
      signIn,
      now: parts.ownerAccess.now(),
      action: visit.site.base + pageOf(request),
      proposal: {
        caller: fields?.get('caller') ?? proposed.caller,
        space: fields?.get('space') ?? proposed.space,
      },
      shown: fields ? repeatedChoice(fields) : shownChoice(proposed.scopes, names),
      problem: error && `${error.message} ${error.hint}`,
      offersJoin: error?.code === 'caller_exists',
    }),
  );
}

function repeatedChoice(fields: URLSearchParams) {
  const access = (['reads', 'all', 'some'] as const).find((one) => one === fields.get('access'));
  return {
    access,
    picked: new Set(fields.getAll('intent')),
    patterns: fields.get('patterns') ?? '',
  };
}

/* Not a redirect: the pages may send forms nowhere else, and a program that is called by its scheme leaves the page standing. */
async function sendOnward(
  { reply, visit, asked }: Asking,
  onward: string,
  title: string,
): Promise<FastifyReply> {
  return sendPage(
    reply,
    { visit, title, onward },
    html`<h1>${title}</h1>
      <p class="card" role="status">
        You are sent back to ${visible(asked.client.client_name ?? 'where you came from')}. If
        nothing happens, <a href="${onward}">go on here</a>; then you can close this page.
      </p>`,
  );
}

function sendGone(reply: FastifyReply, visit: OwnerVisit): FastifyReply {
  return sendPage(
    reply,
    { visit, status: 410, title: 'Nobody asks any more' },
    html`<h1>Nobody asks any more</h1>
      <p class="card">
        This request has run out, was answered already, or began in another browser. Start again in
        the program that wants to be let in.
      </p>`,
  );
}

/* The letters are those of the ids that oidc-provider makes. */
function pageOf({ params: { uid } }: FastifyRequest<ByUid>): string {
  if (!/^[\w-]{1,64}$/.test(uid))
    throw new GatewayError('unknown_path', 'There is no such page.', {
      hint: 'Start again in the program that wants to be let in.',
    });
  return `/owner/connect/${uid}`;
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}
