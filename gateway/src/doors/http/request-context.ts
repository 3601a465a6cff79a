import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Principal } from '../../identity/caller.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { traceIdIn } from '../../platform/traceparent.ts';
import type { HttpParts } from './http-parts.ts';
import { resourceMetadataAddress } from './oauth/oauth-metadata.ts';
import { siteOfRequest } from './oauth/sign-in-parts.ts';

/** The trace that a request belongs to: its caller's (W3C traceparent), or a new one. */
export function createTraceIdOf(
  newTraceId: () => string,
): (request: Pick<IncomingMessage, 'headers'>) => string {
  return ({ headers }) => traceIdIn(headers['traceparent']) ?? newTraceId();
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on routes that take the key of a caller. */
    principal?: Principal;
  }
}

/** Finds out who asks before any of the body is read: who has no key can make nobody read a megabyte. */
export function requireCaller(app: FastifyInstance, parts: HttpParts): void {
  const enter = (request: FastifyRequest, reply: FastifyReply): void => {
    request.principal = authenticate(request, reply, parts);
  };
  app.addHook('onRequest', (request, reply, done) => {
    const asking = admit(request, parts);
    if (asking) {
      asking.then(() => enter(request, reply)).then(() => done(), done);
      return;
    }
    enter(request, reply);
    done();
  });
}

/** Asks another issuer about a token that is not known here; undefined where there is nothing to be asked. */
export function admit(
  request: Pick<IncomingMessage, 'headers'>,
  { signIn }: Pick<HttpParts, 'signIn'>,
): Promise<void> | undefined {
  return signIn.admit(bearerOf(request));
}

/** The caller behind a request of a route that requires one. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (principal) return principal;
  throw new Error('This route does not require a caller');
}

/** Where headers of an answer are put. */
export interface HeaderSink {
  header(name: string, value: string): unknown;
}

/** The caller behind the request, within its rate; refuses everybody else. */
export function authenticate(
  request: Pick<IncomingMessage, 'headers'>,
  reply: HeaderSink,
  parts: Pick<HttpParts, 'directory' | 'rateLimiter' | 'signIn' | 'settings'>,
): Principal {
  const principal = parts.directory.authenticate(bearerOf(request));
  if (!principal) {
    void reply.header('www-authenticate', challengeFor(request, parts));
    throw new GatewayError('unauthenticated', 'The key is missing, wrong, expired or revoked.', {
      hint: 'Send "Authorization: Bearer <key>". The owner makes keys with "tutti keys create <caller>".',
    });
  }
  refuseOverRate(principal.caller, reply, parts);
  return principal;
}

/** How to get in, for who brings nothing, or nothing that counts (RFC 6750, RFC 9728). */
function challengeFor(
  request: Pick<IncomingMessage, 'headers'>,
  parts: Pick<HttpParts, 'signIn' | 'settings'>,
): string {
  const { isOn, externalIssuer } = parts.signIn.settings();
  const site = isOn || externalIssuer !== undefined ? siteOfRequest(request, parts) : undefined;
  return [
    'Bearer realm="tutti"',
    ...(request.headers.authorization === undefined ? [] : ['error="invalid_token"']),
    ...(site ? [`resource_metadata="${resourceMetadataAddress(site)}"`] : []),
  ].join(', ');
}

export function isOwner(
  request: Pick<IncomingMessage, 'headers'>,
  { directory }: Pick<HttpParts, 'directory'>,
): boolean {
  return directory.isOwnerKey(bearerOf(request));
}

/** Lets only the owner through: a caller's key never counts as one. */
export function requireOwner(
  request: FastifyRequest,
  reply: FastifyReply,
  { directory }: HttpParts,
): void {
  const key = bearerOf(request);
  if (directory.isOwnerKey(key)) return;
  if (directory.authenticate(key)) {
    throw new GatewayError(
      'owner_only',
      'Only the owner may do this; this is the key of a caller.',
      {
        hint: 'Ask the owner to do it, with "tutti" on the command line and the owner key.',
      },
    );
  }
  void reply.header('www-authenticate', 'Bearer realm="tutti owner"');
  throw new GatewayError('unauthenticated', 'The owner key is missing or wrong.', {
    hint: 'Send "Authorization: Bearer <owner key>". It was shown when the gateway first started.',
  });
}

function refuseOverRate(
  { name, ratePerMinute }: Caller,
  reply: HeaderSink,
  { rateLimiter }: Pick<HttpParts, 'rateLimiter'>,
): void {
  const waitMs = rateLimiter.limitedFor(name, ratePerMinute);
  if (waitMs === undefined) return;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  void reply.header('retry-after', String(seconds));
  throw new GatewayError(
    'rate_limited',
    `The caller "${name}" may send ${ratePerMinute} requests a minute.`,
    {
      hint: `Nothing was done. Wait ${seconds} s and send it again.`,
      retryable: true,
    },
  );
}

/** The key or token of a request; empty where there is none. */
export function bearerOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const { authorization = '' } = headers;
  /* As nearly all write it. */
  const isPlain = authorization.startsWith('Bearer ') && !authorization.includes(' ', 7);
  if (isPlain) return authorization.slice(7);
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}
