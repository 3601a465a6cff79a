import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdapterPayload } from 'oidc-provider';
import type { Logger } from '../../platform/logger.ts';
import type { NewId } from '../../platform/ids.ts';
import type { SafeFetch } from '../../platform/safe-fetch.ts';
import type { SecretHasher } from '../api-key.ts';
import type { Directory } from '../directory.ts';
import type { OAuthStore } from '../oauth-store.ts';
import { createSignInLimit } from '../sign-in-limit.ts';
import { createDocumentFetch } from './client-documents.ts';
import type { ClientMetadata } from './client-metadata.ts';
import type { OAuthPage, OAuthProblem, OAuthProvider } from './create-provider.ts';
import { createExpiringMap } from './expiring-map.ts';
import type { OAuthSite } from './oauth-site.ts';
import { createRegistrar, type Registered } from './registrar.ts';

/* Of at most 8 kB each; fifteen minutes of an honest owner are a handful. */
const mostPassing = 1000;
const mostSites = 8;
/* Who asks without end would push out those who wait for the owner. */
const askRates = { perAddressAMinute: 120, overallAMinute: 600 };
/* Many clients may come from one address, that of a proxy; and one that cannot be found is asked for twice. */
const fetchRates = { perAddressAMinute: 60, overallAMinute: 120 };

export interface OAuthSettings {
  readonly accessTokenS: number;
  readonly refreshTokenS: number;
  /** Hosts with private addresses that documents of clients may come from. */
  readonly privateHosts: readonly string[];
}

/** A request, as Node has it: oidc-provider answers it itself. */
export interface Exchange {
  readonly site: OAuthSite;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** A client that waits for the owner. */
export interface Asked {
  readonly client: ClientMetadata;
  readonly redirectUri: string;
  readonly resources: readonly string[];
}

/** The authorization server. What it stands on is loaded with the first client that signs in. */
export interface OAuthServer {
  /** Milliseconds until somebody at this address may ask the owner again, where it is too often. */
  limitedFor(address: string): number | undefined;
  /** Carries out a request to authorize, for tokens, or to revoke one. */
  answer(exchange: Exchange): Promise<void>;
  register(metadata: unknown, address: string): Promise<Registered>;
  /** Who asks in this browser; undefined where nobody does, or not any more. */
  findAsked(exchange: Exchange, uid: string): Promise<Asked | undefined>;
  /** Lets the client in under the consent that `keep` keeps. Gives where to send the browser. */
  allow(exchange: Exchange, asked: Asked, keep: KeepConsent): Promise<string>;
  deny(exchange: Exchange): Promise<string>;
}

type KeepConsent = (consentId: string) => Promise<void>;

interface ServerParts {
  readonly store: OAuthStore;
  readonly directory: Directory;
  readonly hashKey: SecretHasher;
  readonly hashCode: SecretHasher;
  readonly safeFetch: SafeFetch;
  readonly settings: () => OAuthSettings;
  readonly renderProblem: (site: OAuthSite, problem: OAuthProblem) => OAuthPage;
  readonly newId: NewId;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
  readonly log: Logger;
}

export function createOAuthServer(parts: ServerParts): OAuthServer {
  const providerOf = createProviders(parts);
  const asking = createSignInLimit(parts.now, askRates);
  return {
    limitedFor: (address) => asking.takeAttempt(address),
    async answer(exchange) {
      const provider = await providerOf(exchange.site);
      await provider.callback()(inSite(exchange), exchange.response);
    },
    register: createRegistrar(parts),
    async findAsked(exchange, uid) {
      const provider = await providerOf(exchange.site);
      const asked = await interactionOf(provider, exchange);
      if (asked?.uid !== uid) return undefined;
      const { client_id: clientId, redirect_uri: redirectUri, resource } = asked.params;
      const client = await provider.Client.find(String(clientId));
      if (!client) return undefined;
      return {
        client: client.metadata() as unknown as ClientMetadata,
        redirectUri: String(redirectUri),
        resources: [resource ?? exchange.site.resource].flat().map(String),
      };
    },
    async allow(exchange, { client, resources }, keep) {
      const provider = await providerOf(exchange.site);
      const accountId = 'owner';
      const grant = new provider.Grant({ accountId, clientId: client.client_id });
      grant.jti = parts.newId('con');
      for (const resource of resources) grant.addResourceScope(resource, 'tutti');
      const grantId = await grant.save();
      await keep(grantId);
      return finish(provider, exchange, {
        login: { accountId, remember: false },
        consent: { grantId },
      });
    },
    async deny(exchange) {
      return finish(await providerOf(exchange.site), exchange, {
        error: 'access_denied',
        error_description: 'The owner of the gateway did not allow it',
      });
    },
  };
}

/** One authorization server for each address that the gateway goes by, made when it is first asked. */
function createProviders(parts: ServerParts): (site: OAuthSite) => Promise<OAuthProvider> {
  const { directory, settings, now } = parts;
  const passing = createExpiringMap<AdapterPayload>({ most: mostPassing, now });
  const fetches = createSignInLimit(now, fetchRates);
  const fetchDocument = createDocumentFetch({
    ...parts,
    privateHosts: () => settings().privateHosts,
  });
  const open = async (site: OAuthSite): Promise<OAuthProvider> => {
    const { createProvider } = await import('./create-provider.ts');
    return createProvider({
      ...parts,
      site,
      passing,
      fetchDocument,
      lives: settings,
      mayFetch: ({ socket }) => fetches.takeAttempt(socket.remoteAddress ?? '') === undefined,
      onChange: () => directory.refresh(),
      renderProblem: (problem) => parts.renderProblem(site, problem),
    });
  };
  const providers = new Map<string, Promise<OAuthProvider>>();
  return (site) => {
    if (providers.size >= mostSites && !providers.has(site.issuer)) providers.clear();
    const known = providers.get(site.issuer) ?? open(site);
    providers.set(site.issuer, known);
    return known;
  };
}

function finish(
  provider: OAuthProvider,
  exchange: Exchange,
  result: Parameters<OAuthProvider['interactionResult']>[2],
): Promise<string> {
  return provider.interactionResult(inSite(exchange), exchange.response, result, {
    mergeWithLastSubmission: false,
  });
}

async function interactionOf(provider: OAuthProvider, exchange: Exchange) {
  try {
    return await provider.interactionDetails(inSite(exchange), exchange.response);
  } catch (error) {
    /* Its cookie or the request itself is gone. */
    if (error instanceof Error && error.name === 'SessionNotFound') return undefined;
    throw error;
  }
}

/* Addresses in answers are those of the site, whatever a proxy or a client says of it. */
function inSite({ site, request }: Exchange): IncomingMessage {
  const { headers } = request;
  headers['x-forwarded-proto'] = site.isHttps ? 'https' : 'http';
  headers['x-forwarded-host'] = site.host;
  return Object.assign(request, { baseUrl: site.base });
}
