import type { DatabaseSync } from 'node:sqlite';
import type { IdentityStore } from '../../identity/identity-store.ts';
import { callerOf, keyOf, type CallerRow, type KeyRow } from './identity-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createIdentityReads(
  db: DatabaseSync,
): Decisions<IdentityStore, 'listIdentities' | 'findOwnerHash'> {
  type NoInput = Record<string, never>;
  const keys = query<NoInput, KeyRow>(db, 'SELECT * FROM keys ORDER BY created_at, id');
  const callers = query<NoInput, CallerRow>(db, 'SELECT * FROM callers ORDER BY created_at, name');
  const owner = query<NoInput, { hash: string }>(db, 'SELECT hash FROM owner');

  return {
    listIdentities() {
      // Keys first: a key is committed with its caller, so none of them can lack one.
      const storedKeys = keys.all({}).map(keyOf);
      return { callers: callers.all({}).map(callerOf), keys: storedKeys };
    },
    findOwnerHash: () => owner.first({})?.hash,
  };
}
