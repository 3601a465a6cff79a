import type { DatabaseSync } from 'node:sqlite';
import type { Memory, MemoryStore } from '../../tools/memory/memory-store.ts';
import { memoryMatch } from './memory-match.ts';
import { createNeighbours } from './memory-neighbours.ts';
import { memoryColumns, memoryOf, type MemoryRow } from './memory-rows.ts';
import {
  createFindIndexScope,
  scopeCondition,
  scopeParams,
  type ScopeParams,
} from './memory-scope.ts';
import { listParam, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createMemoryReads(
  db: DatabaseSync,
): Decisions<MemoryStore, 'findMemory' | 'findMemories' | 'listMemories' | 'listNeighbours'> {
  const byId = query<{ id: string; space: string }, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM memories m WHERE m.id = :id AND m.space = :space`,
  );
  const byIds = query<{ ids: string; space: string }, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM json_each(:ids) wanted CROSS JOIN memories m ON m.id = wanted.value
     WHERE +m.space = :space ORDER BY wanted.key`,
  );
  return {
    listMemories: createList(db),
    listNeighbours: createNeighbours(db),
    findMemory({ id, space }) {
      const row = byId.first({ id, space });
      return row && memoryOf(row);
    },
    findMemories: ({ ids, space }) => byIds.all({ ids: listParam(ids), space }).map(memoryOf),
  };
}

type ListParams = ScopeParams & { after: string | null; limit: number };
type MarkedParams = ListParams & { match: string; first: number; last: number };

function createList(db: DatabaseSync): Decisions<MemoryStore, 'listMemories'>['listMemories'] {
  const findIndexScope = createFindIndexScope(db);
  const page = `${scopeCondition} AND (:after IS NULL OR m.id < :after) ORDER BY m.id DESC LIMIT :limit`;
  const ofSpace = query<ListParams, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM memories m INDEXED BY memories_by_space WHERE ${page}`,
  );
  const ofNamespace = query<ListParams, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM memories m INDEXED BY memories_by_namespace
     WHERE m.namespace = :namespace AND ${page}`,
  );
  const marked = query<MarkedParams, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM memory_index i CROSS JOIN memories m ON m.seq = i.rowid
     WHERE i.memory_index MATCH :match AND i.rowid BETWEEN :first AND :last AND ${page}`,
  );
  return (input): readonly Memory[] => {
    const scope = findIndexScope(input);
    if (!scope) return [];
    const params = { ...scopeParams(input), after: input.after ?? null, limit: input.limit };
    if (input.tags.length > 0 || input.speakerId !== undefined) {
      const { first, last, marks } = scope;
      const match = memoryMatch({ marks, terms: [] });
      return marked.all({ ...params, match, first, last }).map(memoryOf);
    }
    return (input.namespace === undefined ? ofSpace : ofNamespace).all(params).map(memoryOf);
  };
}
