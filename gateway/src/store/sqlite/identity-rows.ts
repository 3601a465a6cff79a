import type { Caller, StoredKey } from '../../identity/identity-store.ts';

export interface CallerRow {
  readonly name: string;
  readonly space: string;
  readonly scopes: string;
  readonly rate_per_minute: number;
  readonly callback_hosts: string;
  readonly created_at: number;
}

export interface KeyRow {
  readonly id: string;
  readonly caller: string;
  readonly hash: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly configured: number;
}

export function callerOf(row: CallerRow): Caller {
  return {
    name: row.name,
    space: row.space,
    scopes: JSON.parse(row.scopes) as Caller['scopes'],
    ratePerMinute: row.rate_per_minute,
    callbackHosts: JSON.parse(row.callback_hosts) as Caller['callbackHosts'],
    createdAt: row.created_at,
  };
}

export function callerRowOf(caller: Caller) {
  return {
    name: caller.name,
    space: caller.space,
    scopes: JSON.stringify(caller.scopes),
    rate_per_minute: caller.ratePerMinute,
    callback_hosts: JSON.stringify(caller.callbackHosts),
    created_at: caller.createdAt,
  } satisfies CallerRow;
}

export function keyOf(row: KeyRow): StoredKey {
  return {
    id: row.id,
    caller: row.caller,
    hash: row.hash,
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.configured === 1 && { configured: true }),
  };
}
