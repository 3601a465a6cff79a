import type { DatabaseSync } from 'node:sqlite';
import type { Memory, MemoryHit, MemoryStore } from '../../tools/memory/memory-store.ts';
import { memoryMatch } from './memory-match.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

interface MemoryRow {
  readonly id: string;
  readonly space: string;
  readonly text: string;
  readonly tags: string;
  readonly speaker_id: string | null;
  readonly caller: string;
  readonly created_at: number;
}

const columns = 'm.id, m.space, m.text, m.tags, m.speaker_id, m.caller, m.created_at';

export function createMemoryReads(
  db: DatabaseSync,
): Decisions<MemoryStore, 'searchMemories' | 'findMemory' | 'listMemories'> {
  const listMemories = createList(db);
  const search = createSearch(db);
  const byId = query<{ id: string; space: string }, MemoryRow>(
    db,
    `SELECT ${columns} FROM memories m WHERE m.id = :id AND m.space = :space`,
  );

  return {
    listMemories,
    findMemory({ id, space }) {
      const row = byId.first({ id, space });
      return row && memoryOf(row);
    },
    searchMemories(input) {
      if (input.terms.length > 0) return search(input);
      return listMemories(input).map((memory) => ({ memory, score: 0 }));
    },
  };
}

function createSearch(
  db: DatabaseSync,
): Decisions<MemoryStore, 'searchMemories'>['searchMemories'] {
  const best = query<{ match: string; space: string; limit: number }, MemoryRow & { rank: number }>(
    db,
    `SELECT ${columns}, hit.rank AS rank
     FROM (
       SELECT rowid, rank FROM memory_index WHERE memory_index MATCH :match
       ORDER BY rank, rowid DESC LIMIT :limit
     ) hit
     JOIN memories m ON m.seq = hit.rowid AND m.space = :space
     ORDER BY hit.rank, m.seq DESC`,
  );
  return ({ space, terms, tags, limit }) => {
    const rows = best.all({ match: memoryMatch({ space, terms, tags }), space, limit });
    // SQLite ranks the best lowest.
    return rows.map((row): MemoryHit => ({ memory: memoryOf(row), score: -row.rank }));
  };
}

interface ListInput {
  readonly space: string;
  readonly tags: readonly string[];
  readonly limit: number;
  readonly after?: string;
}

function createList(db: DatabaseSync): (input: ListInput) => readonly Memory[] {
  const all = query<{ space: string; after: string | null; limit: number }, MemoryRow>(
    db,
    `SELECT ${columns} FROM memories m WHERE m.space = :space AND (:after IS NULL OR m.id < :after)
     ORDER BY m.id DESC LIMIT :limit`,
  );
  const tagged = query<
    { match: string; space: string; after: string | null; limit: number },
    MemoryRow
  >(
    db,
    `SELECT ${columns} FROM memory_index i JOIN memories m ON m.seq = i.rowid AND m.space = :space
     WHERE i.memory_index MATCH :match AND (:after IS NULL OR m.id < :after)
     ORDER BY m.id DESC LIMIT :limit`,
  );
  return ({ space, tags, limit, after = null }) => {
    const rows =
      tags.length === 0
        ? all.all({ space, after, limit })
        : tagged.all({ match: memoryMatch({ space, terms: [], tags }), space, after, limit });
    return rows.map(memoryOf);
  };
}

function memoryOf(row: MemoryRow): Memory {
  return {
    id: row.id,
    space: row.space,
    text: row.text,
    tags: JSON.parse(row.tags) as Memory['tags'],
    ...(row.speaker_id !== null && { speakerId: row.speaker_id }),
    caller: row.caller,
    createdAt: row.created_at,
  };
}
