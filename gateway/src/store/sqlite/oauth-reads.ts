import type { DatabaseSync } from 'node:sqlite';
import type { GrantedToken, OAuthStore, RecordName } from '../../identity/oauth-store.ts';
import {
  clientOf,
  consentOf,
  recordOf,
  type ClientRow,
  type ConsentRow,
  type RecordRow,
} from './oauth-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type OAuthReads = Decisions<
  OAuthStore,
  'findClient' | 'findRecord' | 'listGranted' | 'listConsents' | 'findCallerOf'
>;

export function createOAuthReads(db: DatabaseSync): OAuthReads {
  const clientById = query<{ id: string }, ClientRow>(
    db,
    'SELECT id, metadata, created_at FROM oauth_clients WHERE id = :id',
  );
  const record = query<{ [Name in keyof RecordName]: string }, RecordRow>(
    db,
    'SELECT * FROM oauth_records WHERE kind = :kind AND hash = :hash',
  );
  const tokens = query<{ now: number }, GrantedToken>(
    db,
    `SELECT hash, caller, consent_id AS consentId, payload ->> '$.aud' AS audience,
       r.created_at AS createdAt, r.expires_at AS expiresAt
     FROM oauth_records r JOIN oauth_consents c ON c.id = consent_id
     WHERE kind = 'AccessToken' AND expires_at > :now AND revoked_at IS NULL`,
  );
  const liveConsents = query<{ now: number }, ConsentRow>(
    db,
    `SELECT * FROM oauth_consents WHERE revoked_at IS NULL AND live_until > :now
     ORDER BY created_at, id`,
  );
  const consents = query<Record<string, never>, ConsentRow>(
    db,
    'SELECT * FROM oauth_consents ORDER BY created_at DESC, id DESC',
  );
  const callerOf = query<{ client_key: string; space: string }, { caller: string }>(
    db,
    `SELECT caller FROM oauth_consents WHERE client_key = :client_key AND space = :space
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  );
  return {
    findClient(id) {
      const row = clientById.first({ id });
      return row && clientOf(row);
    },
    findRecord({ kind, hash }) {
      const row = record.first({ kind, hash });
      return row && recordOf(row);
    },
    listGranted: (now) => ({
      tokens: tokens.all({ now }).map((row) => ({ ...row })),
      consents: liveConsents.all({ now }).map(consentOf),
    }),
    listConsents: () => consents.all({}).map(consentOf),
    findCallerOf: ({ clientKey, space }) =>
      callerOf.first({ client_key: clientKey, space })?.caller,
  };
}
