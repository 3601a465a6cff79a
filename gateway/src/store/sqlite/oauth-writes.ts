import type { DatabaseSync } from 'node:sqlite';
import type { OAuthStore, RecordName, StoredConsent } from '../../identity/oauth-store.ts';
import { createAuditWrites } from './audit-writes.ts';
import type { ConsentRow, RecordRow } from './oauth-rows.ts';
import { command, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type OAuthWrites = Decisions<
  OAuthStore,
  | 'addClient'
  | 'keepRecord'
  | 'consumeRecord'
  | 'removeRecord'
  | 'keepConsent'
  | 'endConsent'
  | 'pruneOAuth'
>;

/* A client that was never let in is forgotten; one that was may come back with the id that it kept. */
const keepIdleClientsMs = 24 * 60 * 60_000;
const sliceRows = 500;

export function createOAuthWrites(db: DatabaseSync): OAuthWrites {
  const endings = createEndings(db);
  return { ...clientWrites(db), ...consentWrites(db), ...recordWrites(db, endings), ...endings };
}

function clientWrites(db: DatabaseSync): Decisions<OAuthStore, 'addClient' | 'pruneOAuth'> {
  const insert = command<{ id: string; metadata: string; created_at: number }>(
    db,
    `INSERT INTO oauth_clients (id, metadata, created_at) VALUES (:id, :metadata, :created_at)`,
  );
  const count = query<Record<string, never>, { clients: number }>(
    db,
    'SELECT count(*) AS clients FROM oauth_clients',
  );
  const dropOldestIdle = command<Record<string, never>>(
    db,
    `DELETE FROM oauth_clients WHERE id = (SELECT id FROM oauth_clients
       WHERE consented_at IS NULL ORDER BY created_at, id LIMIT 1)`,
  );
  const pruneClients = command<{ idle_before: number; before: number }>(
    db,
    `DELETE FROM oauth_clients WHERE (consented_at IS NULL AND created_at < :idle_before)
       OR (consented_at < :before AND NOT EXISTS
         (SELECT 1 FROM oauth_consents WHERE client_id = oauth_clients.id))`,
  );
  const pruneRecords = command<{ now: number }>(
    db,
    `DELETE FROM oauth_records WHERE (kind, hash) IN
       (SELECT kind, hash FROM oauth_records WHERE expires_at <= :now LIMIT ${sliceRows})`,
  );
  const pruneConsents = command<{ before: number }>(
    db,
    'DELETE FROM oauth_consents WHERE max(live_until, ifnull(revoked_at, 0)) < :before',
  );
  return {
    addClient({ client: { id, metadata, createdAt }, most }) {
      const clients = count.first({})?.clients ?? 0;
      if (clients >= most && dropOldestIdle({}) === 0) return false;
      insert({ id, metadata, created_at: createdAt });
      return true;
    },
    pruneOAuth: ({ now, consentsBefore }) =>
      pruneRecords({ now }) +
      pruneConsents({ before: consentsBefore }) +
      pruneClients({ idle_before: now - keepIdleClientsMs, before: consentsBefore }),
  };
}

function consentWrites(db: DatabaseSync): Decisions<OAuthStore, 'keepConsent'> {
  const keepCaller = command<{
    name: string;
    space: string;
    scopes: string;
    rate_per_minute: number;
    callback_hosts: string;
    created_at: number;
  }>(
    db,
    `INSERT INTO callers (name, space, scopes, rate_per_minute, callback_hosts, created_at)
     VALUES (:name, :space, :scopes, :rate_per_minute, :callback_hosts, :created_at)
     ON CONFLICT DO UPDATE SET scopes = excluded.scopes`,
  );
  const insert = command<{ [Name in keyof ConsentRow]: ConsentRow[Name] }>(
    db,
    `INSERT INTO oauth_consents (id, client_id, client_key, client_name, redirect_host, caller, space,
       created_at, last_used_at, live_until, revoked_at)
     VALUES (:id, :client_id, :client_key, :client_name, :redirect_host, :caller, :space,
       :created_at, :last_used_at, :live_until, :revoked_at)`,
  );
  const noteClient = command<{ id: string; at: number }>(
    db,
    'UPDATE oauth_clients SET consented_at = :at WHERE id = :id',
  );
  const { appendAudit } = createAuditWrites(db);
  return {
    keepConsent({ consent, caller }) {
      keepCaller({
        name: caller.name,
        space: caller.space,
        scopes: JSON.stringify(caller.scopes),
        rate_per_minute: caller.ratePerMinute,
        callback_hosts: JSON.stringify(caller.callbackHosts),
        created_at: caller.createdAt,
      });
      insert(consentRow(consent));
      noteClient({ id: consent.clientId, at: consent.createdAt });
      appendAudit({
        at: consent.createdAt,
        kind: 'consent_given',
        caller: consent.caller,
        space: consent.space,
        details: {
          consent_id: consent.id,
          client_id: consent.clientId,
          redirect_host: consent.redirectHost,
          scopes: caller.scopes,
        },
      });
    },
  };
}

function consentRow(consent: StoredConsent): { [Name in keyof ConsentRow]: ConsentRow[Name] } {
  return {
    id: consent.id,
    client_id: consent.clientId,
    client_key: consent.clientKey,
    client_name: consent.clientName.toWellFormed(),
    redirect_host: consent.redirectHost,
    caller: consent.caller,
    space: consent.space,
    created_at: consent.createdAt,
    last_used_at: consent.lastUsedAt ?? null,
    live_until: consent.liveUntil,
    revoked_at: consent.revokedAt ?? null,
  };
}

type Endings = Decisions<OAuthStore, 'endConsent'>;

function createEndings(db: DatabaseSync): Endings {
  const end = query<{ id: string; at: number }, { caller: string }>(
    db,
    `UPDATE oauth_consents SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL
     RETURNING caller`,
  );
  const dropRecords = command<{ id: string }>(
    db,
    'DELETE FROM oauth_records WHERE consent_id = :id',
  );
  const { appendAudit } = createAuditWrites(db);
  return {
    endConsent({ id, at }) {
      const ended = end.first({ id, at });
      dropRecords({ id });
      if (!ended) return false;
      const details = { consent_id: id };
      appendAudit({ at, kind: 'consent_revoked', caller: ended.caller, details });
      return true;
    },
  };
}

/** Ends every consent of a caller, within the decision that ends its keys. */
export function createEndConsentsOf(
  db: DatabaseSync,
): (input: { caller: string; at: number }) => void {
  const ofCaller = query<{ caller: string }, { id: string }>(
    db,
    'SELECT id FROM oauth_consents WHERE caller = :caller AND revoked_at IS NULL ORDER BY id',
  );
  const { endConsent } = createEndings(db);
  return ({ caller, at }) => {
    for (const { id } of ofCaller.all({ caller })) endConsent({ id, at });
  };
}

function recordWrites(
  db: DatabaseSync,
  { endConsent }: Endings,
): Decisions<OAuthStore, 'keepRecord' | 'consumeRecord' | 'removeRecord'> {
  type Name = { [Part in keyof RecordName]: string };
  const insert = command<{ [Part in keyof RecordRow]: RecordRow[Part] }>(
    db,
    `INSERT INTO oauth_records (kind, hash, consent_id, payload, created_at, expires_at, consumed_at)
     VALUES (:kind, :hash, :consent_id, :payload, :created_at, :expires_at, :consumed_at)
     ON CONFLICT DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
  );
  const isRevoked = query<{ id: string }, unknown>(
    db,
    'SELECT 1 FROM oauth_consents WHERE id = :id AND revoked_at IS NOT NULL',
  );
  const keepAlive = command<{ id: string; at: number; expires_at: number }>(
    db,
    `UPDATE oauth_consents SET last_used_at = :at, live_until = max(live_until, :expires_at)
     WHERE id = :id`,
  );
  const consume = command<Name & { at: number }>(
    db,
    `UPDATE oauth_records SET consumed_at = :at
     WHERE kind = :kind AND hash = :hash AND consumed_at IS NULL`,
  );
  const consentIdOf = query<Name, { consent_id: string }>(
    db,
    'SELECT consent_id FROM oauth_records WHERE kind = :kind AND hash = :hash',
  );
  const remove = command<Name>(db, 'DELETE FROM oauth_records WHERE kind = :kind AND hash = :hash');
  return {
    keepRecord(record) {
      const { kind, hash, consentId, payload, createdAt, expiresAt, consumedAt } = record;
      if (isRevoked.first({ id: consentId })) return false;
      insert({
        kind,
        hash,
        consent_id: consentId,
        payload,
        created_at: createdAt,
        expires_at: expiresAt,
        consumed_at: consumedAt ?? null,
      });
      if (kind === 'AccessToken' || kind === 'RefreshToken')
        keepAlive({ id: consentId, at: createdAt, expires_at: expiresAt });
      return true;
    },
    consumeRecord({ kind, hash, at }) {
      if (consume({ kind, hash, at }) > 0) return true;
      const known = consentIdOf.first({ kind, hash });
      if (known) endConsent({ id: known.consent_id, at });
      return false;
    },
    removeRecord: ({ kind, hash }) => void remove({ kind, hash }),
  };
}
