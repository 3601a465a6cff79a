import type { DatabaseSync } from 'node:sqlite';
import type { MemoryStore, Neighbours } from '../../tools/memory/memory-store.ts';
import { memoryColumns, memoryOf, type MemoryRow } from './memory-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createNeighbours(
  db: DatabaseSync,
): Decisions<MemoryStore, 'listNeighbours'>['listNeighbours'] {
  const around = query<{ id: string; space: string; count: number }, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM memories mid
     CROSS JOIN memories m ON m.seq BETWEEN mid.seq - :count AND mid.seq + :count
       AND m.conversation = mid.conversation
     WHERE mid.id = :id AND mid.space = :space ORDER BY m.seq`,
  );
  return (input): Neighbours => {
    const memories = around.all(input).map(memoryOf);
    const middle = memories.findIndex(({ id }) => id === input.id);
    return { before: memories.slice(0, Math.max(0, middle)), after: memories.slice(middle + 1) };
  };
}
