import { randomBytes } from 'node:crypto';
import type { AuthConfig, ExternalIssuer } from './config/auth-section.ts';
import type { Config } from './config/parse-config.ts';
import { renderProblem } from './doors/http/oauth/render-problem.ts';
import type { SignInParts } from './doors/http/oauth/sign-in-parts.ts';
import type { SecretHasher } from './identity/api-key.ts';
import type { Caller } from './identity/caller.ts';
import type { Directory } from './identity/directory.ts';
import { createExternalTokens, type TrustedIssuer } from './identity/external-tokens.ts';
import { createConsents } from './identity/oauth/consents.ts';
import { createOAuthServer } from './identity/oauth/oauth-server.ts';
import type { OAuthStore } from './identity/oauth-store.ts';
import type { NewId } from './platform/ids.ts';
import type { Logger } from './platform/logger.ts';
import type { SafeFetch } from './platform/safe-fetch.ts';

interface SignInWiring {
  readonly store: OAuthStore;
  readonly directory: Directory;
  readonly hashKey: SecretHasher;
  readonly hashCode: SecretHasher;
  readonly safeFetch: SafeFetch;
  readonly settings: () => Config;
  readonly publicUrl: () => string;
  readonly newId: NewId;
  readonly now: () => number;
  readonly log: Logger;
}

/** Wires how clients sign in: by the authorization server of the gateway, or by another issuer. */
export function openSignIn(wiring: SignInWiring): SignInParts {
  const { settings } = wiring;
  const auth = () => settings().auth;
  const external = createExternalTokens({ ...wiring, trusted: () => trustedIn(wiring) });
  let before: AuthConfig['external'] = auth().external;
  return {
    server: createOAuthServer({ ...wiring, settings: auth, renderProblem, randomBytes }),
    consents: createConsents({
      ...wiring,
      ratePerMinute: () => settings().limits.ratePerMinute,
    }),
    settings: () => ({
      isOn: auth().signIn,
      mayRegister: auth().register,
      externalIssuer: auth().external?.issuer,
    }),
    admit(token) {
      const now = auth().external;
      if (now !== before) external.forget();
      before = now;
      return external.admit(token);
    },
  };
}

function trustedIn({ settings, publicUrl, directory }: SignInWiring): TrustedIssuer | undefined {
  const { external } = settings().auth;
  if (!external) return undefined;
  return {
    ...external,
    audience: external.audience ?? `${publicUrl()}/mcp`,
    callerOf(value) {
      const entry = external.callers.find((one) => one.value === value);
      return entry && directory.findCaller(entry.caller);
    },
  };
}

/** The callers that an external issuer vouches for. They need no key of ours. */
export function callersOf(external: ExternalIssuer | undefined, ratePerMinute: number): Caller[] {
  return (external?.callers ?? []).map(({ caller, space, scopes }) => ({
    name: caller,
    space,
    scopes,
    ratePerMinute,
    callbackHosts: [],
    createdAt: 0,
  }));
}
