import { GatewayError } from '../platform/gateway-error.ts';
import type { Logger } from '../platform/logger.ts';
import { buildApiKey, type SecretHasher } from './api-key.ts';
import type { Directory } from './directory.ts';
import type { IdentityStore } from './identity-store.ts';
import type { KeyRing } from './key-ring.ts';

/** The caller whose key lies on this machine, for the command line of the owner. */
export const localCaller = 'local-cli';
const firstCaller = 'first';

/** Keys that were made at this start, to be shown once. */
export interface FirstKeys {
  readonly apiKey?: string;
  readonly ownerKey?: string;
}

interface OwnerParts {
  readonly store: IdentityStore;
  readonly hashKey: SecretHasher;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
}

/**
 * The hash of the owner key: of the configured one, else of the one made at the first start, which may
 * be now. Refuses a configured one that a caller has, or had.
 */
export async function establishOwner(
  configured: string | undefined,
  { store, hashKey, randomBytes, now }: OwnerParts,
): Promise<{ ownerHash: string; made?: string }> {
  if (configured !== undefined) {
    const ownerHash = hashKey(configured);
    const { keys } = await store.listIdentities();
    const same = keys.find(({ hash }) => hash === ownerHash);
    if (same) throw sharedKey('TUTTI_OWNER_KEY', `a key of the caller "${same.caller}"`);
    return { ownerHash };
  }
  const kept = await store.findOwnerHash();
  if (kept !== undefined) return { ownerHash: kept };
  const made = buildApiKey('owner', randomBytes(32));
  const ownerHash = hashKey(made);
  await store.keepOwnerHash({ hash: ownerHash, replace: false, at: now() });
  return { ownerHash, made };
}

interface CallerParts {
  readonly directory: Directory;
  readonly keyRing: KeyRing;
  readonly log: Logger;
}

/**
 * Lets the first caller in by the configured key, and by none that was configured before. Where none is
 * configured and nobody could call yet, makes a key and gives it.
 */
export async function establishFirstCaller(
  configured: string | undefined,
  { directory, keyRing, log }: CallerParts,
): Promise<string | undefined> {
  if (configured !== undefined && directory.isOwnerKey(configured))
    throw sharedKey('TUTTI_API_KEY', 'the owner key');
  await keyRing.keepConfiguredKey(firstCaller, configured);
  if (configured === undefined) {
    if (await hasCallers(keyRing)) return undefined;
    return (await keyRing.createKey({ caller: firstCaller })).key;
  }
  if (!directory.authenticate(configured))
    log.warn({}, 'TUTTI_API_KEY does not open the door: this key was revoked, or has run out');
  return undefined;
}

function sharedKey(setting: string, what: string): GatewayError {
  return new GatewayError(
    'caller_exists',
    `Cannot start with this ${setting}: it is ${what}, so an assistant could approve its own requests.`,
    { hint: `Set ${setting} to a value that nothing else has.` },
  );
}

async function hasCallers(keyRing: KeyRing): Promise<boolean> {
  const { items } = await keyRing.listCallers();
  return items.some(({ caller }) => caller !== localCaller);
}

/** The key of the command line on this machine: the kept one while it counts, else a new one to be kept. */
export async function establishLocalCaller(
  kept: string | undefined,
  { directory, keyRing }: Pick<CallerParts, 'directory' | 'keyRing'>,
): Promise<string | undefined> {
  if (kept !== undefined && directory.authenticate(kept)) return undefined;
  return (await keyRing.createKey({ caller: localCaller })).key;
}
