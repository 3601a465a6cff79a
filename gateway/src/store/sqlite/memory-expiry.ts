import type { DatabaseSync } from 'node:sqlite';
import type { FileEraser } from './forgetting/file-eraser.ts';
import { createMemoryForget } from './memory-forget.ts';
import { query } from './statement.ts';

const sliceRows = 200;

/** Erases one slice of the memories that are past their time, as if they were forgotten. Gives how many went. */
export function createExpireSlice(
  db: DatabaseSync,
  eraser: FileEraser,
): (input: { readonly now: number }) => number {
  const forget = createMemoryForget(db, eraser);
  const expired = query<{ now: number }, { id: string; space: string }>(
    db,
    `SELECT id, space FROM memories WHERE expires_at <= :now LIMIT ${sliceRows}`,
  );
  return ({ now }) => {
    const rows = expired.all({ now });
    for (const [space, ids] of idsBySpace(rows)) forget({ space, ids, at: now });
    return rows.length;
  };
}

function idsBySpace(
  rows: readonly { readonly id: string; readonly space: string }[],
): ReadonlyMap<string, readonly string[]> {
  const grouped = Map.groupBy(rows, ({ space }) => space);
  return new Map([...grouped].map(([space, of]) => [space, of.map(({ id }) => id)]));
}
