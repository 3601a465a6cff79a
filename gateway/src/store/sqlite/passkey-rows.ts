import type { StoredPasskey } from '../../identity/passkey-store.ts';

export interface PasskeyRow {
  readonly id: string;
  readonly rp_id: string;
  readonly public_key: string;
  readonly counter: number;
  readonly transports: string;
  readonly label: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

export function passkeyOf(row: PasskeyRow): StoredPasskey {
  return {
    id: row.id,
    rpId: row.rp_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports) as readonly string[],
    label: row.label,
    createdAt: row.created_at,
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  };
}
