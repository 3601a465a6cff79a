/** A passkey of the owner: what is needed to check its signatures. Times are milliseconds since the epoch. */
export interface StoredPasskey {
  /** Its credential id (base64url). */
  readonly id: string;
  /** The host name that it belongs to. */
  readonly rpId: string;
  /** COSE key (base64url). */
  readonly publicKey: string;
  /** How many signatures it made, as far as it counts them. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

/** A challenge that was answered: it counts once. */
export interface AnsweredChallenge {
  readonly hash: string;
  /** Until then it has to be remembered; later it is refused for its age. */
  readonly expiresAt: number;
}

/** Keeps passkeys. Every method is one whole decision, safe under any concurrency. */
export interface PasskeyStore {
  addPasskey(input: { passkey: StoredPasskey; challenge: AnsweredChallenge }): Promise<AddOutcome>;
  /** Notes a good signature. Of two with one challenge, or with a counter that did not grow, only the first counts. */
  usePasskey(input: UsePasskey): Promise<UseOutcome>;
  findPasskey(id: string): Promise<StoredPasskey | undefined>;
  /** Oldest first. */
  listPasskeys(): Promise<readonly StoredPasskey[]>;
  /** False where there is none of that id. */
  removePasskey(id: string): Promise<boolean>;
}

export type AddOutcome = 'added' | 'exists' | 'challenge_spent';
export type UseOutcome = 'used' | 'unknown' | 'counter_behind' | 'challenge_spent';

export interface UsePasskey {
  readonly id: string;
  /** As the signature says it; 0 where the passkey does not count. */
  readonly counter: number;
  readonly at: number;
  readonly challenge: AnsweredChallenge;
}
