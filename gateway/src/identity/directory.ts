import { createAdmissions, type Admission } from './admissions.ts';
import type { Caller, Principal } from './caller.ts';
import type { SecretHasher } from './api-key.ts';
import { mayBeApiKey } from './api-key.ts';
import type { Identities, IdentityStore, StoredKey } from './identity-store.ts';
import type { Granted, OAuthStore } from './oauth-store.ts';
import { createOpenSessions } from './open-sessions.ts';

/** Who may come in: callers and keys in memory, so that a request is checked without asking the store. */
export interface Directory {
  /** The caller behind a key, or undefined for a key that is unknown, expired or revoked. */
  authenticate(key: string): Principal | undefined;
  isOwnerKey(key: string): boolean;
  /** Lets somebody in until then whom others vouch for. Nothing of it is stored. */
  admit(token: string, admission: Admission): void;
  /** Takes back every admission: what they were based on has changed. */
  forgetAdmitted(): void;
  findCaller(name: string): Caller | undefined;
  /** Only while at least one of its keys counts, or what its owner agreed to. */
  findLiveCaller(name: string): Caller | undefined;
  /** Aborted when the key is revoked or runs out: open streams end with it. */
  sessionSignal(principal: Principal): AbortSignal;
  /** Reads the store again; to be called after every change. */
  refresh(): Promise<Identities>;
}

const mostRecentKeys = 10_000;

/** A key, or a token that is checked as one. */
interface Credential extends StoredKey {
  /** The address that a token was made for. */
  readonly audience?: string;
}

interface DirectoryParts {
  readonly store: IdentityStore;
  /** Tokens of clients that signed in. */
  readonly granted?: Pick<OAuthStore, 'listGranted'>;
  /** Whether a token that was made for this address is meant for this gateway. */
  readonly isOurAddress?: (audience: string) => boolean;
  /** Callers that the configuration names. They need no key of ours. */
  readonly configuredCallers?: () => readonly Caller[];
  readonly hashKey: SecretHasher;
  readonly ownerHash: string;
  readonly now: () => number;
}

export async function createDirectory(parts: DirectoryParts): Promise<Directory> {
  const { store, granted, hashKey, ownerHash, now } = parts;
  const { isOurAddress = () => false, configuredCallers = () => [] } = parts;
  const sessions = createOpenSessions();
  const admissions = createAdmissions(hashKey);
  let book = bookOf({ callers: [], keys: [] }, noneGranted);
  let readings = 0;
  let newest = 0;
  /* Keys that came in and counted: hashing is the dearest step of a small request. */
  const recent = new Map<string, Credential>();
  const find = (text: string): Credential | undefined => {
    const known = recent.get(text);
    if (known) return known;
    const credential = mayBeApiKey(text) ? book.byHash.get(hashKey(text)) : undefined;
    if (credential && recent.size < mostRecentKeys) recent.set(text, credential);
    return credential;
  };
  const isForUs = ({ audience }: Credential) => audience === undefined || isOurAddress(audience);
  const findConfigured = (name: string) => configuredCallers().find((one) => one.name === name);
  const findAdmitted = (text: string): Principal | undefined => {
    const admission = admissions.find(text);
    if (!admission || !isLive(admission, now())) return undefined;
    return { caller: admission.caller, keyId: admission.id };
  };

  const directory: Directory = {
    authenticate(text) {
      const credential = find(text);
      if (!credential) return findAdmitted(text);
      if (!isLive(credential, now()) || !isForUs(credential)) return undefined;
      const caller = book.callers.get(credential.caller);
      return caller && { caller, keyId: credential.id };
    },
    isOwnerKey: (text) => hashKey(text) === ownerHash,
    admit: (token, admission) => admissions.admit(token, admission),
    forgetAdmitted() {
      sessions.endWhere((id) => admissions.findById(id) !== undefined);
      admissions.clear();
    },
    findCaller: (name) => book.callers.get(name) ?? findConfigured(name),
    findLiveCaller(name) {
      return isReachable(book, name, now()) ? book.callers.get(name) : findConfigured(name);
    },
    sessionSignal({ keyId }) {
      const credential = book.byId.get(keyId) ?? admissions.findById(keyId);
      if (!credential || !isLive(credential, now())) return AbortSignal.abort();
      const { expiresAt } = credential;
      return sessions.signalOf(keyId, expiresAt === undefined ? undefined : expiresAt - now());
    },
    async refresh() {
      const reading = (readings += 1);
      const [identities, fresh] = await Promise.all([
        store.listIdentities(),
        granted?.listGranted(now()) ?? noneGranted,
      ]);
      /* An older reading that comes late must not bring a revoked key back. */
      if (reading < newest) return identities;
      newest = reading;
      book = bookOf(identities, fresh);
      recent.clear();
      sessions.endWhere((id) => {
        const credential = book.byId.get(id) ?? admissions.findById(id);
        return !credential || !isLive(credential, now());
      });
      return identities;
    },
  };
  await directory.refresh();
  return directory;
}

/** What was read at one time. */
interface Book {
  readonly callers: ReadonlyMap<string, Caller>;
  readonly byHash: ReadonlyMap<string, Credential>;
  readonly byId: ReadonlyMap<string, Credential>;
  readonly consents: Granted['consents'];
}

function bookOf({ callers, keys }: Identities, { tokens, consents }: Granted): Book {
  const credentials: readonly Credential[] = [...keys, ...tokens.map(credentialOf)];
  return {
    callers: new Map(callers.map((caller) => [caller.name, caller])),
    byHash: new Map(credentials.map((credential) => [credential.hash, credential])),
    byId: new Map(credentials.map((credential) => [credential.id, credential])),
    consents,
  };
}

/* A client that sleeps has no access token, and is let in all the same. */
function isReachable({ byHash, consents }: Book, name: string, now: number): boolean {
  if (byHash.values().some((key) => key.caller === name && isLive(key, now))) return true;
  return consents.some(({ caller, liveUntil }) => caller === name && liveUntil > now);
}

const noneGranted: Granted = { tokens: [], consents: [] };

/* Its hash is its id: it has no other name, and the hash opens nothing. */
function credentialOf(token: Granted['tokens'][number]): Credential {
  return { ...token, id: token.hash };
}

function isLive({ revokedAt, expiresAt }: Ending, now: number): boolean {
  if (revokedAt !== undefined) return false;
  return expiresAt === undefined || expiresAt > now;
}

type Ending = Pick<StoredKey, 'expiresAt' | 'revokedAt'>;
