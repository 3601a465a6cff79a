import { randomBytes } from 'node:crypto';
import type { Config } from './config/parse-config.ts';
import type { SecretHasher } from './identity/api-key.ts';
import { createDirectory, type Directory } from './identity/directory.ts';
import {
  establishFirstCaller,
  establishLocalCaller,
  establishOwner,
  type FirstKeys,
} from './identity/first-keys.ts';
import { createKeyRing, type KeyRing } from './identity/key-ring.ts';
import { isOurAddress } from './identity/oauth/oauth-site.ts';
import { callersOf } from './open-sign-in.ts';
import type { NewId } from './platform/ids.ts';
import type { Logger } from './platform/logger.ts';
import { readTextFile, writePrivateFile } from './store/files/secret-file.ts';
import type { SqliteStore } from './store/sqlite/open-sqlite-store.ts';

interface IdentityBase {
  readonly store: Pick<SqliteStore, 'identities' | 'oauth'>;
  readonly settings: () => Config;
  readonly hashKey: SecretHasher;
  readonly callbackSecretOf: (caller: string) => string;
  readonly fileIn: (name: string) => string;
  readonly newId: NewId;
  readonly now: () => number;
  readonly log: Logger;
}

export interface Identity {
  readonly directory: Directory;
  readonly keyRing: KeyRing;
  readonly firstKeys: FirstKeys;
}

/** Who may come in, and the keys that this start has to make. */
export async function openIdentity(base: IdentityBase): Promise<Identity> {
  const { hashKey, now, newId, log, fileIn, callbackSecretOf } = base;
  const { apiKey, ownerKey } = base.settings();
  const store = base.store.identities;
  const owner = await establishOwner(ownerKey, { store, hashKey, randomBytes, now });
  const directory = await createDirectory({
    store,
    granted: base.store.oauth,
    isOurAddress(address) {
      const { auth, publicUrl } = base.settings();
      return auth.signIn && isOurAddress(address, publicUrl);
    },
    configuredCallers() {
      const { auth, limits } = base.settings();
      return callersOf(auth.external, limits.ratePerMinute);
    },
    hashKey,
    ownerHash: owner.ownerHash,
    now,
  });
  const keyRing = createKeyRing({
    store,
    directory,
    hashKey,
    callbackSecretOf,
    defaultRatePerMinute: () => base.settings().limits.ratePerMinute,
    newId,
    randomBytes,
    now,
  });
  const firstKey = await establishFirstCaller(apiKey, { directory, keyRing, log });
  const keptKey = readTextFile(fileIn('local-cli.key'));
  const localKey = await establishLocalCaller(keptKey, { directory, keyRing });
  if (localKey !== undefined) writePrivateFile(fileIn('local-cli.key'), localKey);
  const firstKeys: FirstKeys = {
    ...(firstKey !== undefined && { apiKey: firstKey }),
    ...(owner.made !== undefined && { ownerKey: owner.made }),
  };
  return { directory, keyRing, firstKeys };
}
