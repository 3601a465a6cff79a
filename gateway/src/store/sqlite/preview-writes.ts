import type { DatabaseSync } from 'node:sqlite';
import type { PreviewStore } from '../../consent/preview-store.ts';
import { command } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createPreviewWrites(db: DatabaseSync): Decisions<PreviewStore, 'keepPreview'> {
  const insert = command<{
    id: string;
    token_hash: string;
    caller: string;
    digest: string;
    token_only: number;
    plan: string | null;
    created_at: number;
    expires_at: number;
  }>(
    db,
    `INSERT INTO previews (id, token_hash, caller, digest, token_only, plan, created_at, expires_at)
     VALUES (:id, :token_hash, :caller, :digest, :token_only, :plan, :created_at, :expires_at)`,
  );
  return {
    keepPreview({ id, tokenHash, caller, digest, tokenOnly, plan, createdAt, expiresAt }) {
      insert({
        id,
        token_hash: tokenHash,
        caller,
        digest,
        token_only: tokenOnly ? 1 : 0,
        plan: plan === undefined ? null : JSON.stringify(plan),
        created_at: createdAt,
        expires_at: expiresAt,
      });
    },
  };
}
