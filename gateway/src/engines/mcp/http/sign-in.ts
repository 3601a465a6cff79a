import type {
  OAuthClientInformationContext,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import type { OAuthSettings } from '../server-settings.ts';
import type { SignInFile, SignInRecord } from './token-file.ts';

export interface SignInParts {
  readonly settings: OAuthSettings;
  readonly file: SignInFile;
  /** Where the browser of the owner comes back to. */
  readonly redirectUrl: string;
  readonly newState: () => string;
  /** Told where the owner has to sign in. */
  readonly onRedirect: (url: URL) => void | Promise<void>;
}

const noIssuer = '';

/**
 * Signs in to one upstream server with OAuth. Tokens are refreshed by the transport; where they cannot be,
 * the server waits until the owner signs in anew.
 */
export function createSignIn(parts: SignInParts): OAuthClientProvider {
  const { settings, file, redirectUrl } = parts;
  const change = (changes: Partial<SignInRecord>) => file.write({ ...file.read(), ...changes });
  return {
    redirectUrl,
    ...(settings.clientMetadataUrl !== undefined && {
      clientMetadataUrl: settings.clientMetadataUrl,
    }),
    get clientMetadata() {
      return {
        client_name: 'Tutti',
        redirect_uris: [redirectUrl],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        ...(settings.scope !== undefined && { scope: settings.scope }),
      };
    },
    state() {
      const state = parts.newState();
      change({ state });
      return state;
    },
    clientInformation: (context) => clientOf(settings, file.read(), context),
    saveClientInformation(client, context) {
      const { clients } = file.read();
      change({ clients: { ...clients, [context?.issuer ?? noIssuer]: { ...client } } });
    },
    tokens(context) {
      const { tokens, current } = file.read();
      const issuer = context?.issuer ?? current;
      return tokens[issuer ?? noIssuer] as StoredOAuthTokens | undefined;
    },
    saveTokens(tokens, context) {
      const issuer = context?.issuer ?? noIssuer;
      const { clients, tokens: before } = file.read();
      /* What was found out on the way is forgotten: the server may name another issuer the next time. */
      file.write({ clients, tokens: { ...before, [issuer]: { ...tokens } }, current: issuer });
    },
    async redirectToAuthorization(url) {
      change({ waitsFor: url.href });
      await parts.onRedirect(url);
    },
    saveCodeVerifier: (verifier) => change({ verifier }),
    codeVerifier: () => file.read().verifier ?? '',
    saveDiscoveryState: (discovery) => change({ discovery: { ...discovery } }),
    discoveryState: () => file.read().discovery as OAuthDiscoveryState | undefined,
    invalidateCredentials: (scope) => file.write(without(file.read(), scope)),
  };
}

/* A client that the owner registered belongs to the issuer that asks for it first, and to no other. */
function clientOf(
  { clientId, clientSecret }: OAuthSettings,
  { clients }: SignInRecord,
  context: OAuthClientInformationContext | undefined,
): StoredOAuthClientInformation | undefined {
  if (clientId !== undefined) {
    return {
      client_id: clientId,
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
    };
  }
  return clients[context?.issuer ?? noIssuer] as StoredOAuthClientInformation | undefined;
}

function without(
  record: SignInRecord,
  scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery',
): SignInRecord {
  const { verifier, discovery, current, ...rest } = record;
  const kept = {
    ...rest,
    ...(verifier !== undefined && { verifier }),
    ...(discovery && { discovery }),
    ...(current !== undefined && { current }),
  };
  switch (scope) {
    case 'all':
      return { clients: {}, tokens: {} };
    case 'client':
      return { ...kept, clients: {} };
    case 'tokens':
      return { ...kept, tokens: {} };
    case 'verifier':
      return {
        ...rest,
        ...(discovery && { discovery }),
        ...(current !== undefined && { current }),
      };
    case 'discovery':
      return {
        ...rest,
        ...(verifier !== undefined && { verifier }),
        ...(current !== undefined && { current }),
      };
    default:
      return scope satisfies never;
  }
}
