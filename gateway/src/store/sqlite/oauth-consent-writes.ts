import type { DatabaseSync } from 'node:sqlite';
import type { OAuthStore, StoredConsent } from '../../identity/oauth-store.ts';
import { createAuditWrites } from './audit-writes.ts';
import { callerRowOf } from './identity-rows.ts';
import type { ConsentRow } from './oauth-rows.ts';
import { command, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

/** What the owner lets clients do, each with the caller that stands for it. */
export function createConsentWrites(db: DatabaseSync): Decisions<OAuthStore, 'keepConsent'> {
  const keepCaller = command<ReturnType<typeof callerRowOf>>(
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
      keepCaller(callerRowOf(caller));
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

export type ConsentEndings = Decisions<OAuthStore, 'endConsent'>;

/** Ends a consent, and all that was handed out under it. */
export function createConsentEndings(db: DatabaseSync): ConsentEndings {
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
  const { endConsent } = createConsentEndings(db);
  return ({ caller, at }) => {
    for (const { id } of ofCaller.all({ caller })) endConsent({ id, at });
  };
}
