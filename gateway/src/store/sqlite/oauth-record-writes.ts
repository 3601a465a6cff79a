import type { DatabaseSync } from 'node:sqlite';
import type { OAuthStore, RecordName } from '../../identity/oauth-store.ts';
import type { ConsentEndings } from './oauth-consent-writes.ts';
import type { RecordRow } from './oauth-rows.ts';
import { command, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

/** Codes and tokens under a consent. One that is spent twice ends it: somebody else has it. */
export function createRecordWrites(
  db: DatabaseSync,
  { endConsent }: ConsentEndings,
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
