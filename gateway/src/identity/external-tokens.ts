import type { JWTVerifyGetKey } from 'jose';
import { createLazy, type Lazy } from '../platform/lazy.ts';
import type { Logger } from '../platform/logger.ts';
import type { SafeFetch } from '../platform/safe-fetch.ts';
import type { Caller } from './caller.ts';
import type { Directory } from './directory.ts';
import { createSignInLimit } from './sign-in-limit.ts';

const timeoutMs = 5000;
const maxBytes = 262_144;
const tokenMaxChars = 16_384;
/* A token that lives for a year is asked about again. */
const longestTrustMs = 60 * 60_000;
const keysLifeMs = 10 * 60_000;
/* A token signed by a key that is not known may mean that keys were changed; not more often than this. */
const keysRestMs = 30_000;
/* Arithmetic that strangers can ask for. One that is refused for this reason may be good, so it is far from the usual. */
const rates = { perAddressAMinute: 6000, overallAMinute: 6000 };

/** Who issues tokens in place of this gateway, and whom they stand for. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl?: string | undefined;
  readonly algorithms: readonly string[];
  readonly claim: string;
  /** The caller that a value of the claim stands for. */
  readonly callerOf: (value: string) => Caller | undefined;
}

/** Lets in who brings a token of another issuer. */
export interface ExternalTokens {
  /** Verifies a token that was not seen before; undefined where there is nothing to verify. */
  admit(token: string): Promise<void> | undefined;
  /** Forgets keys and who was let in: the settings have changed. */
  forget(): void;
}

interface TokenParts {
  readonly trusted: () => TrustedIssuer | undefined;
  readonly directory: Directory;
  readonly safeFetch: SafeFetch;
  readonly now: () => number;
  readonly log: Logger;
}

/** A token is verified once and then opens the door as a key does, until it runs out. */
export function createExternalTokens(parts: TokenParts): ExternalTokens {
  const { trusted, directory } = parts;
  const failures = createSignInLimit(parts.now, rates);
  /* Others after each change of the settings: what was verified with those of before counts no more. */
  let keys: Lazy<JWTVerifyGetKey> | undefined;
  const verify = async (token: string, issuer: TrustedIssuer): Promise<void> => {
    const ownKeys = (keys ??= createLazy(() => remoteKeys(issuer, parts)));
    try {
      const { jwtVerify } = await import('jose');
      const { payload } = await jwtVerify(token, await ownKeys.load(), {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: [...issuer.algorithms],
        requiredClaims: ['exp', issuer.claim],
        currentDate: new Date(parts.now()),
        clockTolerance: 5,
      });
      const value = payload[issuer.claim];
      const caller = typeof value === 'string' ? issuer.callerOf(value) : undefined;
      if (!caller) throw new Error(`Nobody is set up for this "${issuer.claim}"`);
      if (keys !== ownKeys) throw new Error('The settings have changed meanwhile');
      const expiresAt = Math.min((payload.exp ?? 0) * 1000, parts.now() + longestTrustMs);
      const id = `external ${String(value)} ${payload.jti ?? String(payload.iat ?? '')}`;
      directory.admit(token, { id, caller, expiresAt });
    } catch (error) {
      parts.log.warn({ err: error }, 'a token of another issuer was refused');
    }
  };

  return {
    admit(token) {
      const issuer = trusted();
      if (!issuer || !looksLikeJwt(token) || directory.authenticate(token)) return undefined;
      if (failures.takeAttempt('') !== undefined) return undefined;
      return verify(token, issuer).then(() => {
        if (directory.authenticate(token)) failures.giveBack('');
      });
    },
    forget() {
      keys = undefined;
      directory.forgetAdmitted();
    },
  };
}

function looksLikeJwt(token: string): boolean {
  return token.length <= tokenMaxChars && /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/* The owner named the issuer, so it may well be in their own network. */
async function remoteKeys(
  { issuer, jwksUrl }: TrustedIssuer,
  { safeFetch }: TokenParts,
): Promise<JWTVerifyGetKey> {
  const { createRemoteJWKSet, customFetch } = await import('jose');
  const get = async (url: string): Promise<Response> => {
    const { status, body } = await safeFetch.get({
      url,
      allowed: 'anywhere',
      headers: { accept: 'application/json' },
      timeoutMs,
      maxResponseBytes: maxBytes,
    });
    return new Response(body, { status });
  };
  return createRemoteJWKSet(new URL(jwksUrl ?? (await findKeysUrl(issuer, get))), {
    [customFetch]: (url: string) => get(url),
    cacheMaxAge: keysLifeMs,
    cooldownDuration: keysRestMs,
  });
}

async function findKeysUrl(
  issuer: string,
  get: (url: string) => Promise<Response>,
): Promise<string> {
  for (const url of metadataAddresses(issuer)) {
    const response = await get(url);
    const metadata: unknown = response.ok ? await response.json() : undefined;
    const named = metadataOf(metadata);
    if (named.issuer === issuer && named.jwksUri !== undefined) return named.jwksUri;
  }
  throw new Error(`The metadata of ${issuer} names no keys: set auth.external.jwks_url`);
}

function metadataAddresses(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
}

function metadataOf(value: unknown): { issuer?: string; jwksUri?: string } {
  if (value === null || typeof value !== 'object') return {};
  return {
    ...('issuer' in value && typeof value.issuer === 'string' && { issuer: value.issuer }),
    ...('jwks_uri' in value && typeof value.jwks_uri === 'string' && { jwksUri: value.jwks_uri }),
  };
}
