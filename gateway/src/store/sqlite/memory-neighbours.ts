import type { DatabaseSync } from 'node:sqlite';
import type { MemoryStore, Neighbours } from '../../tools/memory/memory-store.ts';
import { memoryColumns, memoryOf, type MemoryRow } from './memory-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

interface PlacedRow extends MemoryRow {
  readonly seq: number;
  readonly follows: 0 | 1;
}

export function createNeighbours(
  db: DatabaseSync,
): Decisions<MemoryStore, 'listNeighbours'>['listNeighbours'] {
  const around = query<{ id: string; space: string; count: number }, PlacedRow>(
    db,
    `SELECT m.seq, m.follows, ${memoryColumns} FROM memories mid
     JOIN memories m ON m.seq BETWEEN mid.seq - :count AND mid.seq + :count
     WHERE mid.id = :id AND mid.space = :space ORDER BY m.seq`,
  );
  return (input): Neighbours => {
    const rows = around.all(input);
    const middle = rows.findIndex(({ id }) => id === input.id);
    const breaks = rows.flatMap((row, at) => (goesOn(row, rows[at - 1]) ? [] : [at]));
    const begin = breaks.findLast((at) => at <= middle) ?? 0;
    const end = breaks.find((at) => at > middle) ?? rows.length;
    return {
      before: rows.slice(begin, Math.max(begin, middle)).map(memoryOf),
      after: rows.slice(middle + 1, end).map(memoryOf),
    };
  };
}

/* Whether it goes on with the row before it, and none was forgotten in between. */
function goesOn(row: PlacedRow, before: PlacedRow | undefined): boolean {
  return row.follows === 1 && before?.seq === row.seq - 1;
}
