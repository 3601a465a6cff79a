import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { OAuthSite } from '../../../identity/oauth/oauth-site.ts';
import { handleUnknownPath } from '../handle-error.ts';
import type { HttpParts } from '../http-parts.ts';
import { authorizationServer, protectedResource } from './oauth-metadata.ts';
import { siteOfRequest } from './sign-in-parts.ts';

const registrationMaxBytes = 32_768;
/* It is kept until the owner has decided. */
const authorizeMaxChars = 8192;

/* All that a request to authorize may say here; what else it brings (a scope, say) asks for nothing that there is. */
const authorizeParameters = new Set([
  'response_type',
  'client_id',
  'redirect_uri',
  'state',
  'code_challenge',
  'code_challenge_method',
  'resource',
]);

interface AtSite {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly site: OAuthSite;
}

/** Sign-in of clients by OAuth 2.1: what it offers, registration, and the requests that oidc-provider answers. */
export function oauthRoutes(app: FastifyInstance, parts: HttpParts): void {
  metadataRoutes(app, parts);
  void app.register(async (scope) => registrationRoute(scope, parts));
  void app.register(async (scope) => protocolRoutes(scope, parts));
}

function metadataRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { settings } = parts.signIn;
  const forEachPath = (name: string, answer: (site: OAuthSite) => object | undefined) => {
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const site = siteOfRequest(request, parts);
      const isOurs = site && pathsOf(site, name).has(request.url.split('?', 1).join());
      const body = isOurs ? answer(site) : undefined;
      if (!body) return handleUnknownPath(request, reply);
      /* Public, and read by pages that look for it. */
      return reply.header('access-control-allow-origin', '*').send(body);
    };
    app.get(`/.well-known/${name}`, handle);
    app.get(`/.well-known/${name}/*`, handle);
  };
  forEachPath('oauth-protected-resource', (site) => {
    const { isOn, externalIssuer } = settings();
    if (externalIssuer !== undefined)
      return protectedResource(site, { authorizationServer: externalIssuer });
    return isOn ? protectedResource(site) : undefined;
  });
  forEachPath('oauth-authorization-server', (site) => {
    const { isOn, mayRegister } = settings();
    return isOn ? authorizationServer(site, { mayRegister }) : undefined;
  });
}

/* Clients look at the root, and with the path of what they want to reach behind it. */
function pathsOf({ base }: OAuthSite, name: string): ReadonlySet<string> {
  const root = `/.well-known/${name}`;
  return new Set([root, `${root}/mcp`, root + base, `${root}${base}/mcp`]);
}

/* JSON, as everywhere else; only what comes of it is in the words of RFC 7591. */
function registrationRoute(scope: FastifyInstance, parts: HttpParts): void {
  const { server } = parts.signIn;
  scope.post('/oauth/register', { bodyLimit: registrationMaxBytes }, async (request, reply) => {
    if (!siteOf(request, parts) || !parts.signIn.settings().mayRegister)
      return handleUnknownPath(request, reply);
    const registered = await server.register(request.body, request.ip);
    switch (registered.kind) {
      case 'registered':
        return reply
          .code(201)
          .send({ ...registered.client, client_id_issued_at: registered.issuedAtS });
      case 'refused':
        return reply.code(400).send(registered.flaw);
      case 'too_many':
        return refuseOften(reply, registered.retryAfterMs);
      default:
        return registered satisfies never;
    }
  });
}

function refuseOften(reply: FastifyReply, retryAfterMs: number): FastifyReply {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const error_description = `Too many clients registered; try again in ${seconds} s`;
  return reply
    .code(429)
    .header('retry-after', String(seconds))
    .send({ error: 'temporarily_unavailable', error_description });
}

function protocolRoutes(scope: FastifyInstance, parts: HttpParts): void {
  /* Left unread: oidc-provider reads the body itself, as far as it wants to. */
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  const atSite =
    (handle: (at: AtSite) => Promise<FastifyReply>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const site = siteOf(request, parts);
      return site ? handle({ request, reply, site }) : handleUnknownPath(request, reply);
    };
  const passOn = atSite((at) => answer(at, parts));
  scope.get(
    '/oauth/authorize',
    atSite(async (at) => {
      const { raw } = at.request;
      if ((raw.url ?? '').length > authorizeMaxChars) throw tooLong();
      const waitMs = parts.signIn.server.limitedFor(at.request.ip);
      if (waitMs !== undefined) throw tooOften(waitMs);
      raw.url = narrowed(raw.url ?? '');
      return answer(at, parts);
    }),
  );
  scope.get('/oauth/authorize/:uid', passOn);
  scope.post('/oauth/token', passOn);
  scope.post('/oauth/revoke', passOn);
}

function siteOf(request: FastifyRequest, parts: HttpParts): OAuthSite | undefined {
  return parts.signIn.settings().isOn ? siteOfRequest(request, parts) : undefined;
}

/* Twice the same parameter stays twice: it is oidc-provider that refuses it. */
function narrowed(url: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const known = [...new URLSearchParams(query)].filter(([name]) => authorizeParameters.has(name));
  return `${path}?${new URLSearchParams([...known, ['scope', 'tutti']]).toString()}`;
}

async function answer({ request, reply, site }: AtSite, parts: HttpParts): Promise<FastifyReply> {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.hijack();
  try {
    await parts.signIn.server.answer({ site, request: request.raw, response: reply.raw });
  } catch (error) {
    parts.log.error({ err: error, trace_id: request.id }, 'a request of sign-in failed');
    reply.raw.statusCode = 500;
    reply.raw.end();
  }
  return reply;
}

function tooLong(): GatewayError {
  return new GatewayError('headers_too_large', 'The request to authorize is too long.', {
    hint: `It may have ${authorizeMaxChars} characters.`,
  });
}

function tooOften(waitMs: number): GatewayError {
  return new GatewayError('rate_limited', 'Somebody asks to be let in too often.', {
    hint: `Wait ${Math.max(1, Math.ceil(waitMs / 1000))} s, and start again in the program that wants to be let in.`,
    retryable: true,
  });
}

/** The error of a page that needs sign-in where there is none. */
export function notOfferedHere(): GatewayError {
  return new GatewayError('unknown_path', 'Clients cannot sign in at this address.', {
    hint: 'Sign-in works at public_url where that is https, and on this machine by localhost. Set public_url in tutti.yaml to the address that you use.',
  });
}
