import type { DatabaseSync } from 'node:sqlite';
import { command, listParam, query } from '../statement.ts';
import { namedMemories } from './mentions.ts';

/** Remembers for a while which memories were forgotten: what found them before may come to be stored only now. */
export interface LateArrivals {
  note(ids: readonly string[], at: number): void;
  /** Whether a record says what was forgotten before it came. */
  isLate(record: string): boolean;
}

export function createLateArrivals(db: DatabaseSync): LateArrivals {
  const insert = command<{ ids: string; at: number }>(
    db,
    'INSERT OR REPLACE INTO forgotten SELECT value, :at FROM json_each(:ids)',
  );
  const anyOf = query<{ ids: string }, unknown>(
    db,
    'SELECT 1 FROM forgotten WHERE id IN (SELECT value FROM json_each(:ids)) LIMIT 1',
  );
  return {
    note(ids, at) {
      insert({ ids: listParam(ids), at });
    },
    isLate(record) {
      const ids = namedMemories(record);
      return ids.length > 0 && anyOf.first({ ids: listParam(ids) }) !== undefined;
    },
  };
}
