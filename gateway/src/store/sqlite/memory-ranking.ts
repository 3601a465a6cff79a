import type { DatabaseSync } from 'node:sqlite';
import type { MemoryStore } from '../../tools/memory/memory-store.ts';
import { searchTerms } from '../../tools/memory/recall/search-terms.ts';
import { memoryMatch } from './memory-match.ts';
import {
  createFindIndexScope,
  scopeCondition,
  scopeParams,
  type ScopeParams,
} from './memory-scope.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type BestParams = ScopeParams & { match: string; first: number; last: number; limit: number };

export function createMemoryRanking(db: DatabaseSync): Decisions<MemoryStore, 'rankMemories'> {
  const findIndexScope = createFindIndexScope(db);
  const best = query<BestParams, { id: string; rank: number }>(
    db,
    `SELECT m.id, i.rank AS rank FROM memory_index i JOIN memories m ON m.seq = i.rowid AND ${scopeCondition}
     WHERE i.memory_index MATCH :match AND i.rowid BETWEEN :first AND :last
     ORDER BY i.rank, m.seq DESC LIMIT :limit`,
  );
  return {
    rankMemories(question) {
      const terms = searchTerms(question.query);
      const scope = findIndexScope(question);
      if (!scope || terms.length === 0) return { items: [], confident: false };
      const { first, last, marks } = scope;
      const match = memoryMatch({ marks, terms });
      const { limit } = question;
      const rows = best.all({ ...scopeParams(question), match, first, last, limit });
      // SQLite ranks the best lowest.
      const items = rows.map(({ id, rank }) => ({ id, score: -rank, matched: [] }));
      return { items, confident: items.length > 0 };
    },
  };
}
