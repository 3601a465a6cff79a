import type { DatabaseSync } from 'node:sqlite';
import type { OAuthStore } from '../../identity/oauth-store.ts';
import { createConsentEndings, createConsentWrites } from './oauth-consent-writes.ts';
import { createRecordWrites } from './oauth-record-writes.ts';
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
  const endings = createConsentEndings(db);
  return {
    ...clientWrites(db),
    ...createConsentWrites(db),
    ...createRecordWrites(db, endings),
    ...endings,
  };
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
