import type { DatabaseSync } from 'node:sqlite';
import type { OutboxStore } from '../../delivery/outbox-store.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createOutboxReads(db: DatabaseSync): Decisions<OutboxStore, 'nextDueAt'> {
  const next = query<Record<string, never>, { due_at: number | null }>(
    db,
    'SELECT min(due_at) AS due_at FROM outbox WHERE outcome IS NULL',
  );
  return { nextDueAt: () => next.first({})?.due_at ?? undefined };
}
