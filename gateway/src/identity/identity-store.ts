import type { Caller } from './caller.ts';

export type { Caller } from './caller.ts';

/** A key as it is kept: its keyed hash, never the key. Times are milliseconds since the epoch. */
export interface StoredKey {
  readonly id: string;
  readonly caller: string;
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  /** It comes from the configuration, and is gone once that names another, or none. */
  readonly configured?: true;
}

export interface IdentityStore {
  /** Adds the key, and its caller where there is none of that name; an existing caller stays as it is. */
  addKey(input: { caller: Caller; key: StoredKey }): Promise<AddKeyOutcome>;
  /**
   * Makes this the one key that comes from the configuration, with its caller where there is none of
   * that name; without one, there is none from now on. Keys that the owner revoked stay revoked, and a
   * key that is stored already stays as it is.
   */
  keepConfiguredKey(
    input: { caller: Caller; key: StoredKey } | undefined,
    at: number,
  ): Promise<void>;
  /** Changes what is given of a caller. False where there is no such caller. */
  changeCaller(input: CallerChange): Promise<boolean>;
  /** Every caller and key, revoked ones too, oldest first. */
  listIdentities(): Promise<Identities>;
  /** Revokes one key. False where it does not exist; revoking twice keeps the first time. */
  revokeKey(input: { keyId: string; at: number }): Promise<boolean>;
  /** Revokes every key of a caller and ends what its owner agreed to by sign-in; gives the ids of those that were not revoked before. */
  revokeCaller(input: { caller: string; at: number }): Promise<readonly string[]>;
  /** The hash of the owner key that was made at the first start, if one was made. */
  findOwnerHash(): Promise<string | undefined>;
  /** Keeps the hash; false (and nothing changed) where one is kept already and `replace` is not set. */
  keepOwnerHash(input: { hash: string; replace: boolean; at: number }): Promise<boolean>;
}

export type AddKeyOutcome =
  | { readonly kind: 'added'; readonly caller: Caller }
  | { readonly kind: 'hash_taken' };

export interface CallerChange {
  readonly at: number;
  readonly name: string;
  readonly scopes?: readonly string[];
  readonly ratePerMinute?: number;
  readonly callbackHosts?: readonly string[];
}

export interface Identities {
  readonly callers: readonly Caller[];
  readonly keys: readonly StoredKey[];
}
