import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { loadConfig } from './config.ts';
import { applyReload } from './config/apply-reload.ts';
import type { Config } from './config/parse-config.ts';
import { readAgain } from './config/read-again.ts';
import { callbackSecretFor } from './delivery/callback-secret.ts';
import { createGuard } from './guard/guard.ts';
import { compilePolicy } from './guard/policy.ts';
import { createSecretHasher } from './identity/api-key.ts';
import { openAuditHead } from './open-audit-head.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { createIds } from './platform/ids.ts';
import type { Logger } from './platform/logger.ts';
import { readOrMakeSecret } from './store/files/secret-file.ts';
import { lockDataFolder } from './store/sqlite/data-folder-lock.ts';
import { openSqliteStore, type SqliteStoreOptions } from './store/sqlite/open-sqlite-store.ts';
import { createPinoLogger } from './telemetry/pino-logger.ts';
import { createPrometheusMeter } from './telemetry/prometheus-meter.ts';

export interface BaseOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly loadConfig?: () => Config;
  /** Only for the test that shows what an unsynced commit would cost. */
  readonly synchronous?: SqliteStoreOptions['synchronous'];
}

export type Base = Awaited<ReturnType<typeof openBase>>;

/** What everything stands on: time, ids, log, the data folder and the store in it. */
export async function openBase(config: Config, overrides: BaseOverrides) {
  const { clock = systemClock } = overrides;
  const log = overrides.log ?? createPinoLogger({ level: config.logLevel, destination: 2 });
  const now = () => clock.now();
  const fileIn = (name: string) => path.join(config.dataDir, name);
  const lock = lockDataFolder(config.dataDir);
  const store = await openSqliteStore({
    path: fileIn('tutti.db'),
    log,
    vectorBytes: config.memory.embeddings?.indexBytes,
    ...(overrides.synchronous && { synchronous: overrides.synchronous }),
  }).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const pepper = readOrMakeSecret(fileIn('pepper'), () => randomBytes(32));
  const auditHead = await openAuditHead({ audit: store.audit, config, now, log });
  let settings = config;
  let policy = compilePolicy(config.rules);
  let listensAt = `http://${config.host}:${config.port}`;
  let linksTo = listensAt;
  return {
    clock,
    now,
    log,
    fileIn,
    store,
    newId: createIds(now),
    meter: createPrometheusMeter(),
    hashKey: createSecretHasher(pepper, 'key'),
    hashToken: createSecretHasher(pepper, 'confirm'),
    hashCode: createSecretHasher(pepper, 'oauth'),
    hashChallenge: createSecretHasher(pepper, 'challenge'),
    macOf: createSecretHasher(pepper, 'flow'),
    callbackSecretOf: (caller: string) => callbackSecretFor(caller, pepper),
    settings: () => settings,
    guard: createGuard({ policy: () => policy, now }),
    publicUrl: () => settings.publicUrl ?? linksTo,
    /** Where this machine reaches the gateway, and where the world does. */
    addresses: () => ({
      local: listensAt,
      ...(settings.publicUrl !== undefined && { publicUrl: settings.publicUrl }),
    }),
    listening(url: string) {
      /* Browsers allow passkeys under a name only. */
      linksTo = url.replace('//127.0.0.1:', '//localhost:');
      listensAt = url;
    },
    async reload(): Promise<readonly string[]> {
      const applied = applyReload(settings, readAgain(overrides.loadConfig ?? loadConfig));
      const changed = [...applied.changed];
      await store.audit.record([{ at: now(), kind: 'reload', details: { changed } }]);
      settings = applied.settings;
      policy = compilePolicy(settings.rules);
      log.info({ changed: applied.changed }, 'the configuration was read again');
      return applied.changed;
    },
    async close() {
      await auditHead.stop();
      await store.close();
      lock.release();
    },
  };
}
