import type {
  OAuthRecord,
  OAuthRecordKind,
  StoredClient,
  StoredConsent,
} from '../../identity/oauth-store.ts';

export interface ClientRow {
  readonly id: string;
  readonly metadata: string;
  readonly created_at: number;
}

export function clientOf({ id, metadata, created_at }: ClientRow): StoredClient {
  return { id, metadata, createdAt: created_at };
}

export interface ConsentRow {
  readonly id: string;
  readonly client_id: string;
  readonly client_key: string;
  readonly client_name: string;
  readonly redirect_host: string;
  readonly caller: string;
  readonly space: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly live_until: number;
  readonly revoked_at: number | null;
}

export function consentOf(row: ConsentRow): StoredConsent {
  return {
    id: row.id,
    clientId: row.client_id,
    clientKey: row.client_key,
    clientName: row.client_name,
    redirectHost: row.redirect_host,
    caller: row.caller,
    space: row.space,
    createdAt: row.created_at,
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    liveUntil: row.live_until,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  };
}

export interface RecordRow {
  readonly kind: OAuthRecordKind;
  readonly hash: string;
  readonly consent_id: string;
  readonly payload: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly consumed_at: number | null;
}

export function recordOf(row: RecordRow): OAuthRecord {
  return {
    kind: row.kind,
    hash: row.hash,
    consentId: row.consent_id,
    payload: row.payload,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.consumed_at !== null && { consumedAt: row.consumed_at }),
  };
}
