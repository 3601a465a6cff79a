import type { DatabaseSync } from 'node:sqlite';
import type { IdentityStore } from '../../identity/identity-store.ts';
import type { AuditEvent } from '../../platform/audit-log.ts';
import { createAuditWrites } from './audit-writes.ts';
import { callerOf, callerRowOf, type CallerRow, type KeyRow } from './identity-rows.ts';
import { createEndConsentsOf } from './oauth-consent-writes.ts';
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
  const insertCaller = command<ReturnType<typeof callerRowOf>>(
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
  const dropOtherConfigured = query<{ hash: string | null }, DroppedKey>(
    db,
    `DELETE FROM keys WHERE configured = 1 AND revoked_at IS NULL AND hash IS NOT :hash
     RETURNING id, caller`,
  );
  const { appendAudit, appendAudits } = createAuditWrites(db);
  const callerByName = query<{ name: string }, CallerRow>(
    db,
    'SELECT * FROM callers WHERE name = :name',
  );

  const addKey: Decisions<IdentityStore, 'addKey'>['addKey'] = ({ caller, key }) => {
    if (hashTaken.first({ hash: key.hash })) return { kind: 'hash_taken' };
    insertCaller(callerRowOf(caller));
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
    const added = stored ? callerOf(stored) : caller;
    appendAudit({
      at: key.createdAt,
      kind: 'key_created',
      caller: added.name,
      space: added.space,
      details: { key_id: key.id, scopes: added.scopes },
    });
    return { kind: 'added', caller: added };
  };
  return {
    addKey,
    keepConfiguredKey(input, at) {
      const dropped = dropOtherConfigured.all({ hash: input?.key.hash ?? null });
      appendAudits(dropped.map((key) => keyRevoked(key, at)));
      if (input) addKey({ caller: input.caller, key: { ...input.key, configured: true } });
    },
  };
}

type DroppedKey = Pick<KeyRow, 'id' | 'caller'>;

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
  const { appendAudit } = createAuditWrites(db);
  return {
    changeCaller({ name, scopes, ratePerMinute, callbackHosts, at }) {
      const changed = change({
        name,
        scopes: scopes ? JSON.stringify(scopes) : null,
        rate_per_minute: ratePerMinute ?? null,
        callback_hosts: callbackHosts ? JSON.stringify(callbackHosts) : null,
      });
      if (changed === 0) return false;
      appendAudit({
        at,
        kind: 'caller_changed',
        caller: name,
        details: {
          ...(scopes && { scopes }),
          ...(ratePerMinute !== undefined && { rate_per_minute: ratePerMinute }),
          ...(callbackHosts && { callback_hosts: callbackHosts }),
        },
      });
      return true;
    },
  };
}

function revocations(db: DatabaseSync): Decisions<IdentityStore, 'revokeKey' | 'revokeCaller'> {
  const revokeKey = query<{ id: string; at: number }, DroppedKey>(
    db,
    'UPDATE keys SET revoked_at = coalesce(revoked_at, :at) WHERE id = :id RETURNING id, caller',
  );
  const revokeCaller = query<{ caller: string; at: number }, DroppedKey>(
    db,
    `UPDATE keys SET revoked_at = :at WHERE caller = :caller AND revoked_at IS NULL
     RETURNING id, caller`,
  );
  const endConsentsOf = createEndConsentsOf(db);
  const { appendAudits } = createAuditWrites(db);
  return {
    revokeKey({ keyId, at }) {
      const revoked = revokeKey.all({ id: keyId, at });
      appendAudits(revoked.map((key) => keyRevoked(key, at)));
      return revoked.length > 0;
    },
    revokeCaller(input) {
      const revoked = revokeCaller.all({ ...input }).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      appendAudits(revoked.map((key) => keyRevoked(key, input.at)));
      endConsentsOf(input);
      return revoked.map(({ id }) => id);
    },
  };
}

function keyRevoked({ id, caller }: DroppedKey, at: number): AuditEvent {
  return { at, kind: 'key_revoked', caller, details: { key_id: id } };
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
  const { appendAudit } = createAuditWrites(db);
  return {
    keepOwnerHash({ hash, replace: mayReplace, at }) {
      const kept = (mayReplace ? replace : insert)({ hash }) > 0;
      if (kept) appendAudit({ at, kind: 'owner_key_kept' });
      return kept;
    },
  };
}
