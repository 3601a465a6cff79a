import type { FastifyRequest } from 'fastify';
import type { Consents } from '../../../identity/oauth/consents.ts';
import type { OAuthServer } from '../../../identity/oauth/oauth-server.ts';
import { oauthSiteOf, type OAuthSite } from '../../../identity/oauth/oauth-site.ts';

/** What sign-in of clients is passed on to. */
export interface SignInParts {
  readonly server: OAuthServer;
  readonly consents: Consents;
  readonly settings: () => SignInSettings;
  /** Asks an external issuer about a token; undefined where there is nothing to be asked. */
  readonly admit: (token: string) => Promise<void> | undefined;
}

export interface SignInSettings {
  /** Whether clients may sign in here. */
  readonly isOn: boolean;
  /** Whether those that are unknown may register themselves. */
  readonly mayRegister: boolean;
  /** Who issues tokens in place of this gateway. */
  readonly externalIssuer?: string | undefined;
}

interface Reached {
  readonly settings: { readonly publicUrl: () => string | undefined };
}

/** Where the request reached the gateway, if that is a place where clients may sign in. */
export function siteOfRequest(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { settings }: Reached,
): OAuthSite | undefined {
  return oauthSiteOf(headers.host, settings.publicUrl());
}
