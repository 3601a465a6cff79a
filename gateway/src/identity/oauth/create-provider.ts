import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AdapterPayload, Configuration, JWK } from 'oidc-provider';
import type { SecretHasher } from '../api-key.ts';
import type { OAuthStore } from '../oauth-store.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ExpiringMap } from './expiring-map.ts';
import { namesResource, type OAuthSite } from './oauth-site.ts';
import { createRecordAdapter } from './record-adapter.ts';

/* oidc-provider tells the terminal its opinion of the runtime while it loads, and of nothing else that is used here. */
const terminal = globalThis.console;
const { warn } = terminal;
terminal.warn = () => undefined;
const { Provider, errors, interactionPolicy } = await import('oidc-provider').finally(() => {
  terminal.warn = warn;
});

/* The one scope: what a client may do is said by the owner, in the scopes of its caller. */
const oauthScope = 'tutti';

const codeLifeS = 60;
const interactionLifeS = 15 * 60;
const consentLifeS = 365 * 24 * 60 * 60;

/** What an error page says. */
export interface OAuthProblem {
  readonly error: string;
  readonly description?: string;
}

export interface OAuthPage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ProviderParts {
  readonly site: OAuthSite;
  readonly store: OAuthStore;
  readonly hashKey: SecretHasher;
  readonly hashCode: SecretHasher;
  readonly passing: ExpiringMap<AdapterPayload>;
  readonly onChange: () => Promise<unknown>;
  readonly lives: () => { readonly accessTokenS: number; readonly refreshTokenS: number };
  /** Whether a document that was never fetched may be fetched now. */
  readonly mayFetch: (request: IncomingMessage) => boolean;
  readonly fetchDocument: (url: string) => Promise<Response>;
  readonly renderProblem: (problem: OAuthProblem) => OAuthPage;
  readonly now: () => number;
  readonly log: Logger;
}

export type OAuthProvider = InstanceType<typeof Provider>;

/** An authorization server by oidc-provider: codes with PKCE, tokens that are opaque, and nothing else. */
export function createProvider(parts: ProviderParts): OAuthProvider {
  const { site, log } = parts;
  const provider = new Provider(site.issuer, {
    ...protocolOf(parts),
    ...clientsOf(parts),
    adapter: (name: string) =>
      createRecordAdapter(name, {
        ...parts,
        refuse: (reason) => new errors.InvalidGrant(reason),
      }),
    interactions: {
      policy: alwaysAsking(),
      url: (_ctx, { uid }) => `${site.base}/owner/connect/${uid}`,
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    renderError(ctx, out) {
      const { error, error_description: description } = out;
      const page = parts.renderProblem({
        error,
        ...(description !== undefined && { description }),
      });
      ctx.set({ ...page.headers });
      ctx.body = page.body;
    },
  });
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) =>
    log.error({ err: error }, 'a request of sign-in failed'),
  );
  return provider;
}

function protocolOf({ site, lives, mayFetch }: ProviderParts): Configuration {
  return {
    scopes: [],
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    enableHttpPostMethods: false,
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      revocation: '/oauth/revoke',
      jwks: '/oauth/jwks',
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => oneOf?.[0] ?? site.resource,
        useGrantedResource: () => true,
        getResourceServerInfo(_ctx, resource) {
          if (!namesResource(site, resource)) throw new errors.InvalidTarget();
          return { scope: oauthScope, audience: site.resource, accessTokenFormat: 'opaque' };
        },
      },
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: (ctx) => ctx === undefined || mayFetch(ctx.req),
      },
    },
    ttl: {
      AccessToken: () => lives().accessTokenS,
      AuthorizationCode: codeLifeS,
      RefreshToken: () => lives().refreshTokenS,
      Interaction: interactionLifeS,
      Session: interactionLifeS,
      Grant: consentLifeS,
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: () => true,
    expiresWithSession: () => false,
    cookies: {
      names: {
        session: 'tutti_oauth',
        interaction: 'tutti_oauth_ask',
        resume: 'tutti_oauth_resume',
      },
    },
    /* It wants one, and signs nothing: no token of ours is a JWT. */
    jwks: { keys: [newSigningKey()] },
  };
}

function clientsOf({ fetchDocument }: ProviderParts): Configuration {
  return {
    clientAuthMethods: ['none', 'private_key_jwt'],
    clientDefaults: {
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: 'ES256',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    clientBasedCORS: () => false,
    fetch: (input) => fetchDocument(input instanceof Request ? input.url : input.toString()),
    fetchResponseBodyLimits: { 'client_id metadata document': 65_536, jwks_uri: 65_536 },
  };
}

/* Who consented yesterday is asked again today: a client cannot get a second token without the owner's look. */
function alwaysAsking(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  const always = new interactionPolicy.Check(
    'always',
    'the owner is asked each time',
    'consent_required',
    (ctx) => !ctx.oidc.result?.consent,
  );
  policy.get('consent')?.checks.add(always);
  return policy;
}

function newSigningKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
}
