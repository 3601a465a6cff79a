import { GatewayError } from '../platform/gateway-error.ts';
import type { Directory } from './directory.ts';
import type { OwnerSessions } from './owner-sessions.ts';
import type { Passkeys } from './passkeys.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SignInLimit } from './sign-in-limit.ts';

/** Lets the owner in on their pages. Gives the token of a new session, or refuses. */
export interface OwnerSignIn {
  byKey(key: string, address: string): string;
  byPasskey(answer: string, from: { party: RelyingParty; address: string }): Promise<string>;
}

interface SignInParts {
  readonly directory: Directory;
  readonly sessions: OwnerSessions;
  readonly passkeys: Passkeys;
  /** Apart from each other: who guesses keys does not keep the owner's passkey out. */
  readonly keyLimit: SignInLimit;
  readonly passkeyLimit: SignInLimit;
}

export function createOwnerSignIn(parts: SignInParts): OwnerSignIn {
  const { directory, sessions, passkeys } = parts;
  return {
    byKey(key, address) {
      refuseOften(parts.keyLimit, address);
      if (!directory.isOwnerKey(key)) throw directory.authenticate(key) ? ofCaller() : wrongKey();
      parts.keyLimit.giveBack(address);
      return sessions.open('key');
    },
    async byPasskey(answer, { party, address }) {
      refuseOften(parts.passkeyLimit, address);
      await passkeys.prove(party, answer);
      parts.passkeyLimit.giveBack(address);
      return sessions.open('passkey');
    },
  };
}

function refuseOften(limit: SignInLimit, address: string): void {
  const waitMs = limit.takeAttempt(address);
  if (waitMs === undefined) return;
  throw new GatewayError('rate_limited', 'Somebody tried to sign in too often.', {
    hint: `Wait ${Math.max(1, Math.ceil(waitMs / 1000))} s, or decide on the command line: tutti approvals.`,
    retryable: true,
  });
}

function wrongKey(): GatewayError {
  return new GatewayError('unauthenticated', 'This is not the owner key.', {
    hint: 'It was shown when the gateway first started, or is what TUTTI_OWNER_KEY was set to.',
  });
}

function ofCaller(): GatewayError {
  return new GatewayError('owner_only', 'This is the key of a caller. Callers decide nothing.', {
    hint: 'Sign in with the owner key.',
  });
}
