import type { DatabaseSync } from 'node:sqlite';
import type { PasskeyStore } from '../../identity/passkey-store.ts';
import { passkeyOf, type PasskeyRow } from './passkey-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createPasskeyReads(
  db: DatabaseSync,
): Decisions<PasskeyStore, 'findPasskey' | 'listPasskeys'> {
  const byId = query<{ id: string }, PasskeyRow>(db, 'SELECT * FROM passkeys WHERE id = :id');
  const all = query<Record<string, never>, PasskeyRow>(
    db,
    'SELECT * FROM passkeys ORDER BY created_at, id',
  );
  return {
    findPasskey(id) {
      const row = byId.first({ id });
      return row && passkeyOf(row);
    },
    listPasskeys: () => all.all({}).map(passkeyOf),
  };
}
