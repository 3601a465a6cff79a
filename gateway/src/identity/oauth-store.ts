import type { Caller } from './caller.ts';

/** A client that registered itself. What it may do is decided by a consent alone. */
export interface StoredClient {
  readonly id: string;
  /** Its metadata, as JSON. */
  readonly metadata: string;
  readonly createdAt: number;
}

/** What the protocol keeps between two requests. */
export type OAuthRecordKind = 'Grant' | 'AuthorizationCode' | 'AccessToken' | 'RefreshToken';

/** A code or token: its keyed hash, never itself. Times are milliseconds since the epoch. */
export interface OAuthRecord {
  readonly kind: OAuthRecordKind;
  readonly hash: string;
  /** The consent that it belongs to. */
  readonly consentId: string;
  /** As JSON; without the code or token. */
  readonly payload: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly consumedAt?: number;
}

/** That the owner lets a client act as a caller. */
export interface StoredConsent {
  readonly id: string;
  readonly clientId: string;
  /** By what the client is known again, should it register anew. */
  readonly clientKey: string;
  /** As the client calls itself. */
  readonly clientName: string;
  /** Where its codes are sent to. */
  readonly redirectHost: string;
  readonly caller: string;
  readonly space: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
  /** Until then one of its codes or tokens counts. */
  readonly liveUntil: number;
  readonly revokedAt?: number;
}

/** What opens the door: an access token that was neither revoked nor has run out. */
export interface GrantedToken {
  readonly hash: string;
  readonly caller: string;
  readonly consentId: string;
  /** The address that it was made for. */
  readonly audience: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface Granted {
  readonly tokens: readonly GrantedToken[];
  /** Those neither revoked nor run out. */
  readonly consents: readonly StoredConsent[];
}

/** Keeps what sign-in of clients needs. Every method is one whole decision, safe under any concurrency. */
export interface OAuthStore {
  /**
   * Keeps a new client. Where there are `most` already, the oldest that never got a consent makes room;
   * false where all have one.
   */
  addClient(input: { client: StoredClient; most: number }): Promise<boolean>;
  findClient(id: string): Promise<StoredClient | undefined>;
  /** Keeps a record, or its new state. A token keeps its consent alive until it ends. False where the consent was revoked. */
  keepRecord(record: OAuthRecord): Promise<boolean>;
  findRecord(input: RecordName): Promise<OAuthRecord | undefined>;
  /** Spends a code or token: true for the first alone. Whoever comes later ends the consent with all that it gave. */
  consumeRecord(input: RecordName & { at: number }): Promise<boolean>;
  removeRecord(input: RecordName): Promise<void>;
  /** Makes its caller, or gives the existing one these scopes. An existing caller keeps its space. */
  keepConsent(input: { consent: StoredConsent; caller: Caller }): Promise<void>;
  /** Ends a consent with every code and token that it gave. False where there is none, or it was over already. */
  endConsent(input: { id: string; at: number }): Promise<boolean>;
  listGranted(now: number): Promise<Granted>;
  /** Newest first, those that are over too. */
  listConsents(): Promise<readonly StoredConsent[]>;
  /** Which caller a client acted as in a space the last time. */
  findCallerOf(input: { clientKey: string; space: string }): Promise<string | undefined>;
  /** Forgets what is past its time; gives how many rows went. */
  pruneOAuth(input: { now: number; consentsBefore: number }): Promise<number>;
}

export interface RecordName {
  readonly kind: OAuthRecordKind;
  readonly hash: string;
}
