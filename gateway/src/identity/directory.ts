import type { Caller, Principal } from './caller.ts';
import type { SecretHasher } from './api-key.ts';
import { mayBeApiKey } from './api-key.ts';
import type { Identities, IdentityStore, StoredKey } from './identity-store.ts';

/* Timers take no more: a stream that lasts 24 days may well be opened anew. */
const longestTimerMs = 2 ** 31 - 1;

/** Who may come in: callers and keys in memory, so that a request is checked without asking the store. */
export interface Directory {
  /** The caller behind a key, or undefined for a key that is unknown, expired or revoked. */
  authenticate(key: string): Principal | undefined;
  isOwnerKey(key: string): boolean;
  findCaller(name: string): Caller | undefined;
  /** Only while at least one of its keys counts. */
  findLiveCaller(name: string): Caller | undefined;
  /** Aborted when the key is revoked or runs out: open streams end with it. */
  sessionSignal(principal: Principal): AbortSignal;
  /** Reads the store again; to be called after every change. */
  refresh(): Promise<Identities>;
}

const mostRecentKeys = 10_000;

interface DirectoryParts {
  readonly store: IdentityStore;
  readonly hashKey: SecretHasher;
  readonly ownerHash: string;
  readonly now: () => number;
}

export async function createDirectory(parts: DirectoryParts): Promise<Directory> {
  const { store, hashKey, ownerHash, now } = parts;
  const sessions = new Map<string, AbortController>();
  let callers = new Map<string, Caller>();
  let keysByHash = new Map<string, StoredKey>();
  let keysById = new Map<string, StoredKey>();
  let readings = 0;
  let newest = 0;
  /* Keys that came in and counted: hashing is the dearest step of a small request. */
  const recent = new Map<string, StoredKey>();
  const findKey = (text: string): StoredKey | undefined => {
    const known = recent.get(text);
    if (known) return known;
    const key = mayBeApiKey(text) ? keysByHash.get(hashKey(text)) : undefined;
    if (key && recent.size < mostRecentKeys) recent.set(text, key);
    return key;
  };

  const directory: Directory = {
    authenticate(text) {
      const key = findKey(text);
      const caller = key && isLive(key, now()) ? callers.get(key.caller) : undefined;
      return key && caller ? { caller, keyId: key.id } : undefined;
    },
    isOwnerKey: (text) => hashKey(text) === ownerHash,
    findCaller: (name) => callers.get(name),
    findLiveCaller(name) {
      const live = keysByHash.values().some((key) => key.caller === name && isLive(key, now()));
      return live ? callers.get(name) : undefined;
    },
    sessionSignal({ keyId }) {
      const key = keysById.get(keyId);
      if (!key || !isLive(key, now())) return AbortSignal.abort();
      const open = sessions.get(keyId) ?? new AbortController();
      sessions.set(keyId, open);
      if (key.expiresAt === undefined) return open.signal;
      const leftMs = Math.min(longestTimerMs, key.expiresAt - now());
      return AbortSignal.any([open.signal, AbortSignal.timeout(leftMs)]);
    },
    async refresh() {
      const reading = (readings += 1);
      const identities = await store.listIdentities();
      /* An older reading that comes late must not bring a revoked key back. */
      if (reading < newest) return identities;
      newest = reading;
      callers = new Map(identities.callers.map((caller) => [caller.name, caller]));
      recent.clear();
      keysByHash = new Map(identities.keys.map((key) => [key.hash, key]));
      keysById = new Map(identities.keys.map((key) => [key.id, key]));
      endSessions(
        sessions,
        identities.keys.filter((key) => !isLive(key, now())),
      );
      return identities;
    },
  };
  await directory.refresh();
  return directory;
}

function isLive(key: StoredKey, now: number): boolean {
  if (key.revokedAt !== undefined) return false;
  return key.expiresAt === undefined || key.expiresAt > now;
}

function endSessions(sessions: Map<string, AbortController>, ended: readonly StoredKey[]): void {
  for (const { id } of ended) {
    sessions.get(id)?.abort();
    sessions.delete(id);
  }
}
