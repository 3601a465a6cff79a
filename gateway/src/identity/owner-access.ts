import type { SecretHasher } from './api-key.ts';
import type { Directory } from './directory.ts';
import type { Logger } from '../platform/logger.ts';
import { createOwnerSessions, type OwnerSessions } from './owner-sessions.ts';
import { createOwnerSignIn, type OwnerSignIn } from './owner-sign-in.ts';
import { createPasskeyChallenges } from './passkey-challenge.ts';
import type { PasskeyStore } from './passkey-store.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createSignInLimit } from './sign-in-limit.ts';

/** How the owner gets at their pages. */
export interface OwnerAccess {
  readonly sessions: OwnerSessions;
  readonly signIn: OwnerSignIn;
  readonly passkeys: Passkeys;
  readonly now: () => number;
}

interface AccessParts {
  readonly store: PasskeyStore;
  readonly directory: Directory;
  readonly hashChallenge: SecretHasher;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
  readonly log: Logger;
}

export function createOwnerAccess(parts: AccessParts): OwnerAccess {
  const { store, directory, hashChallenge, randomBytes, now, log } = parts;
  const sessions = createOwnerSessions({ randomBytes, now });
  const challenges = createPasskeyChallenges({ hash: hashChallenge, randomBytes, now });
  const passkeys = createPasskeys({ store, challenges, now, log });
  const signIn = createOwnerSignIn({
    directory,
    sessions,
    passkeys,
    keyLimit: createSignInLimit(now),
    passkeyLimit: createSignInLimit(now),
  });
  return { sessions, signIn, passkeys, now };
}
