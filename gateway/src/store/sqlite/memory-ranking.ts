import type { DatabaseSync } from 'node:sqlite';
import type { MemoryQuestion, MemoryStore } from '../../tools/memory/memory-store.ts';
import { chooseCandidates } from '../../tools/memory/recall/choose-candidates.ts';
import { judgeConfidence, judgedItems } from '../../tools/memory/recall/judge-confidence.ts';
import {
  contextTurns,
  firstGlanceWeight,
  rankCandidates,
} from '../../tools/memory/recall/rank-candidates.ts';
import { readQuestion } from '../../tools/memory/recall/read-question.ts';
import { createLoadCandidates } from './memory-candidates.ts';
import { createReadPostings } from './memory-postings.ts';
import { createFindIndexScope } from './memory-scope.ts';
import type { Decisions } from './threads/operations.ts';

const mostCandidates = 200;

/** Ranks by words: the index says who has which, and the texts of the likely ones decide. */
export function createMemoryRanking(db: DatabaseSync): Decisions<MemoryStore, 'rankMemories'> {
  const findIndexScope = createFindIndexScope(db);
  const readPostings = createReadPostings(db);
  const loadCandidates = createLoadCandidates(db);

  return {
    rankMemories(input: MemoryQuestion) {
      const scope = findIndexScope(input);
      const question = readQuestion(input.query, { now: input.asOf ?? input.now });
      if (!scope || question.terms.length === 0) return { items: [], confident: false };
      const { size } = scope;
      const terms = [...question.terms, ...question.related];
      const postings = readPostings(terms, { question: input, scope, size });
      const having = new Map(terms.map(({ stem }, at) => [stem, postings[at]?.many ?? 0]));
      const collection = { size, having };
      const weighted = terms.map(({ stem }, at) => ({
        seqs: postings[at]?.seqs ?? [],
        weight: firstGlanceWeight(stem, { question, collection }),
      }));
      const chosen = chooseCandidates(weighted, mostCandidates);
      const loaded = loadCandidates(chosen, { question: input, turns: contextTurns });
      const { candidates, idOf } = loaded;
      const limit = Math.max(input.limit, judgedItems);
      const ranking = rankCandidates({ question, candidates, collection, limit });
      const items = ranking.items.slice(0, input.limit).map(({ seq, score, own }) => ({
        id: idOf(seq),
        score,
        matched: own.map(({ word }) => word),
      }));
      return { items, confident: judgeConfidence(question, { ranking, collection }) };
    },
  };
}
