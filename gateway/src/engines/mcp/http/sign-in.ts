import { createHash } from 'node:crypto';
import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import type { OAuthSettings } from '../server-settings.ts';
import type { Pending, SignInFile } from './token-file.ts';

export interface SignInParts {
  readonly settings: OAuthSettings;
  readonly file: SignInFile;
  /** Where the browser of the owner comes back to. */
  readonly redirectUrl: string;
  readonly newState: () => string;
  readonly now: () => number;
  /** Told where the owner has to sign in, once for each link. */
  readonly onRedirect: (url: URL) => void | Promise<void>;
  /** What was found out about the issuer before. */
  readonly issuer: IssuerNotes;
  /** The way that the owner comes back from; absent while a connection is opened or used. */
  readonly cameBack?: Pending;
}

export interface IssuerNotes {
  /** How its clients may show who they are. */
  authMethods?: readonly string[] | undefined;
}

const noIssuer = '';
/* Whoever follows a link needs some time; whatever calls the server meanwhile must not make it worthless. */
const sameLinkMs = 10 * 60_000;
const mostPending = 3;

/**
 * Signs in to one upstream server with OAuth. Tokens are refreshed by the transport; where they cannot be,
 * the server waits until the owner signs in anew.
 */
export function createSignIn(parts: SignInParts): OAuthClientProvider {
  const { settings, file, redirectUrl, cameBack } = parts;
  const verifiers = new Map<string, string>();
  let discovery = cameBack?.discovery;
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
        ...(takesPublicClients(parts.issuer) && { token_endpoint_auth_method: 'none' }),
        ...(settings.scope !== undefined && { scope: settings.scope }),
      };
    },
    state: parts.newState,
    clientInformation: (context) => clientOf(parts, context?.issuer ?? noIssuer),
    saveClientInformation(client, context) {
      const { clients } = file.read();
      file.change({ clients: { ...clients, [context?.issuer ?? noIssuer]: { ...client } } });
    },
    tokens(context) {
      const { tokens, current } = file.read();
      const issuer = context?.issuer ?? current;
      return tokens[issuer ?? noIssuer] as StoredOAuthTokens | undefined;
    },
    saveTokens(tokens, context) {
      const issuer = context?.issuer ?? noIssuer;
      const { tokens: before } = file.read();
      file.change({
        tokens: { ...before, [issuer]: { ...tokens } },
        current: issuer,
        pending: [],
      });
    },
    async redirectToAuthorization(url) {
      const challenge = url.searchParams.get('code_challenge') ?? '';
      const verifier = verifiers.get(challenge) ?? '';
      verifiers.delete(challenge);
      const { pending } = file.read();
      const newest = pending.at(-1);
      const now = parts.now();
      if (newest && now - newest.at < sameLinkMs && leadsAlike(newest.url, url)) return;
      const one = {
        state: url.searchParams.get('state') ?? '',
        verifier,
        url: url.href,
        at: now,
        ...(discovery && { discovery }),
      };
      file.change({ pending: [...pending, one].slice(-mostPending) });
      await parts.onRedirect(url);
    },
    saveCodeVerifier: (verifier) => void verifiers.set(challengeOf(verifier), verifier),
    codeVerifier: () => cameBack?.verifier ?? '',
    saveDiscoveryState(found) {
      discovery = { ...found };
      parts.issuer.authMethods =
        found.authorizationServerMetadata?.token_endpoint_auth_methods_supported;
    },
    /* Found out anew each time but on the way back, where it has to be what it was on the way there. */
    discoveryState: () => cameBack?.discovery as OAuthDiscoveryState | undefined,
    invalidateCredentials(scope) {
      if (scope === 'all' || scope === 'client') file.change({ clients: {} });
      /* A code that is refused says nothing about tokens that there are. */
      if ((scope === 'all' || scope === 'tokens') && !cameBack) file.change({ tokens: {} });
    },
  };
}

/* A client that the owner registered belongs to the issuer that asks for it first, and to no other. */
function clientOf(
  { settings: { clientId, clientSecret }, file, redirectUrl }: SignInParts,
  issuer: string,
): StoredOAuthClientInformation | undefined {
  if (clientId !== undefined) {
    return {
      client_id: clientId,
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
    };
  }
  const { clients, tokens } = file.read();
  const client = clients[issuer];
  const registered = client?.['redirect_uris'];
  const comesBackHere = !Array.isArray(registered) || registered.includes(redirectUrl);
  /* Tokens are renewed by the client that got them; a new link needs one that may come back here. */
  if (!comesBackHere && !tokens[issuer]) return undefined;
  return client as StoredOAuthClientInformation | undefined;
}

/*
 * With a proof of its own for each code, a secret adds nothing; and some issuers hand one out, but do not take it.
 * What an issuer knows comes only once the metadata was asked for: one that wants a secret may have to be asked twice.
 */
function takesPublicClients({ authMethods }: IssuerNotes): boolean {
  return authMethods === undefined || authMethods.includes('none');
}

/** Whether two links ask for the same: all but what is drawn anew for each. */
function leadsAlike(link: string, url: URL): boolean {
  return withoutChance(new URL(link)) === withoutChance(new URL(url));
}

function withoutChance(url: URL): string {
  for (const name of ['state', 'code_challenge']) url.searchParams.delete(name);
  return url.href;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
