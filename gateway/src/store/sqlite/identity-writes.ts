import type { DatabaseSync } from 'node:sqlite';
import type { IdentityStore } from '../../identity/identity-store.ts';
import { callerOf, type CallerRow, type KeyRow } from './identity-rows.ts';
import { command, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type IdentityWrites = Decisions<
  IdentityStore,
  'addKey' | 'keepConfiguredKey' | 'changeCaller' | 'revokeKey' | 'revokeCaller' | 'keepOwnerHash'
>;

export function createIdentityWrites(db: DatabaseSync): IdentityWrites {
  return { ...additions(db), ...callerChanges(db), ...revocations(db), ...ownerWrites(db) };
}

function additions(db: DatabaseSync): Decisions<IdentityStore, 'addKey' | 'keepConfiguredKey'> {
  const hashTaken = query<{ hash: string }, unknown>(db, 'SELECT 1 FROM keys WHERE hash = :hash');
  const insertCaller = command<{ [Name in keyof CallerRow]: CallerRow[Name] }>(
    db,
    `INSERT INTO callers (name, space, scopes, rate_per_minute, callback_hosts, created_at)
     VALUES (:name, :space, :scopes, :rate_per_minute, :callback_hosts, :created_at)
     ON CONFLICT DO NOTHING`,
  );
  const insertKey = command<{ [Name in keyof KeyRow]: KeyRow[Name] }>(
    db,
    `INSERT INTO keys (id, caller, hash, created_at, expires_at, revoked_at, configured)
     VALUES (:id, :caller, :hash, :created_at, :expires_at, :revoked_at, :configured)`,
  );
  const dropOtherConfigured = command<{ hash: string | null }>(
    db,
    'DELETE FROM keys WHERE configured = 1 AND revoked_at IS NULL AND hash IS NOT :hash',
  );
  const callerByName = query<{ name: string }, CallerRow>(
    db,
    'SELECT * FROM callers WHERE name = :name',
  );

  const addKey: Decisions<IdentityStore, 'addKey'>['addKey'] = ({ caller, key }) => {
    if (hashTaken.first({ hash: key.hash })) return { kind: 'hash_taken' };
    insertCaller({
      name: caller.name,
      space: caller.space,
      scopes: JSON.stringify(caller.scopes),
      rate_per_minute: caller.ratePerMinute,
      callback_hosts: JSON.stringify(caller.callbackHosts),
      created_at: caller.createdAt,
    });
    insertKey({
      id: key.id,
      caller: caller.name,
      hash: key.hash,
      created_at: key.createdAt,
      expires_at: key.expiresAt ?? null,
      revoked_at: key.revokedAt ?? null,
      configured: key.configured ? 1 : 0,
    });
    const stored = callerByName.first({ name: caller.name });
    return { kind: 'added', caller: stored ? callerOf(stored) : caller };
  };
  return {
    addKey,
    keepConfiguredKey(input) {
      dropOtherConfigured({ hash: input?.key.hash ?? null });
      if (input) addKey({ caller: input.caller, key: { ...input.key, configured: true } });
    },
  };
}

function callerChanges(db: DatabaseSync): Decisions<IdentityStore, 'changeCaller'> {
  const change = command<{
    name: string;
    scopes: string | null;
    rate_per_minute: number | null;
    callback_hosts: string | null;
  }>(
    db,
    `UPDATE callers SET
       scopes = coalesce(:scopes, scopes),
       rate_per_minute = coalesce(:rate_per_minute, rate_per_minute),
       callback_hosts = coalesce(:callback_hosts, callback_hosts)
     WHERE name = :name`,
  );
  return {
    changeCaller({ name, scopes, ratePerMinute, callbackHosts }) {
      const changed = change({
        name,
        scopes: scopes ? JSON.stringify(scopes) : null,
        rate_per_minute: ratePerMinute ?? null,
        callback_hosts: callbackHosts ? JSON.stringify(callbackHosts) : null,
      });
      return changed > 0;
    },
  };
}

function revocations(db: DatabaseSync): Decisions<IdentityStore, 'revokeKey' | 'revokeCaller'> {
  const revokeKey = command<{ id: string; at: number }>(
    db,
    'UPDATE keys SET revoked_at = coalesce(revoked_at, :at) WHERE id = :id',
  );
  const revokeCaller = query<{ caller: string; at: number }, { id: string }>(
    db,
    'UPDATE keys SET revoked_at = :at WHERE caller = :caller AND revoked_at IS NULL RETURNING id',
  );
  return {
    revokeKey: ({ keyId, at }) => revokeKey({ id: keyId, at }) > 0,
    revokeCaller: (input) =>
      revokeCaller
        .all({ ...input })
        .map(({ id }) => id)
        .toSorted(),
  };
}

function ownerWrites(db: DatabaseSync): Decisions<IdentityStore, 'keepOwnerHash'> {
  const insert = command<{ hash: string }>(
    db,
    'INSERT INTO owner (one, hash) VALUES (1, :hash) ON CONFLICT DO NOTHING',
  );
  const replace = command<{ hash: string }>(
    db,
    'INSERT INTO owner (one, hash) VALUES (1, :hash) ON CONFLICT DO UPDATE SET hash = excluded.hash',
  );
  return {
    keepOwnerHash: (input) => (input.replace ? replace : insert)({ hash: input.hash }) > 0,
  };
}
