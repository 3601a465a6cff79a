import type { SecretHasher } from './api-key.ts';
import type { AnsweredChallenge } from './passkey-store.ts';

const challengeMs = 5 * 60_000;

/** What a passkey is asked to sign: it tells by itself when it ends and that it came from here. */
export interface PasskeyChallenges {
  make(purpose: string): string;
  /** What to remember of an answered challenge; undefined for one that is foreign, too old, or meant for something else. */
  check(challenge: string, purpose: string): AnsweredChallenge | undefined;
}

interface ChallengeParts {
  readonly hash: SecretHasher;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
}

/** Nothing is kept until a challenge was answered well, so that asking for many costs no memory. */
export function createPasskeyChallenges({
  hash,
  randomBytes,
  now,
}: ChallengeParts): PasskeyChallenges {
  return {
    make(purpose) {
      const nonce = Buffer.from(randomBytes(16)).toString('base64url');
      const start = `${nonce}.${now() + challengeMs}`;
      return Buffer.from(`${start}.${hash(`${purpose}.${start}`)}`).toString('base64url');
    },
    check(challenge, purpose) {
      const [nonce, expiry, mac] = Buffer.from(challenge, 'base64url').toString().split('.');
      const expiresAt = Number(expiry);
      if (mac !== hash(`${purpose}.${nonce}.${expiry}`) || expiresAt <= now()) return undefined;
      return { hash: mac, expiresAt };
    },
  };
}
