import type { DatabaseSync } from 'node:sqlite';
import type { MemoryQuestion, MemoryStore } from '../../tools/memory/memory-store.ts';
import { chooseCandidates } from '../../tools/memory/recall/choose-candidates.ts';
import { judgeConfidence, judgedItems } from '../../tools/memory/recall/judge-confidence.ts';
import { contextTurns } from '../../tools/memory/recall/neighbours.ts';
import { firstGlanceWeight, rankCandidates } from '../../tools/memory/recall/rank-candidates.ts';
import { readQuestion, type Question } from '../../tools/memory/recall/read-question.ts';
import { whyFound } from '../../tools/memory/recall/why-found.ts';
import { createLoadCandidates } from './memory-candidates.ts';
import { createReadPostings } from './memory-postings.ts';
import { createFindIndexScope, type IndexScope } from './memory-scope.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

/* Among many, the likely ones stand out more, and each is read from another place on the disk. */
const mostCandidates = { ofFew: 150, ofMany: 80, many: 10_000 };

/** Ranks by words: the index says who has which, and the texts of the likely ones decide. */
export function createMemoryRanking(db: DatabaseSync): Decisions<MemoryStore, 'rankMemories'> {
  const findIndexScope = createFindIndexScope(db);
  const readPostings = createReadPostings(db);
  const loadCandidates = createLoadCandidates(db);
  const readRelative = createReadRelative(db);

  return {
    rankMemories(input: MemoryQuestion) {
      const scope = findIndexScope(input);
      const question = scope && readRelative(input, scope);
      if (!question || question.terms.length === 0) return { items: [], confident: false };
      const { size } = scope;
      const terms = [...question.terms, ...question.related];
      const postings = readPostings(terms, { question: input, scope, size });
      const having = new Map(terms.map(({ stem }, at) => [stem, postings[at]?.many ?? 0]));
      const collection = { size, having };
      const weighted = terms.map(({ stem }, at) => ({
        seqs: postings[at]?.seqs ?? [],
        weight: firstGlanceWeight(stem, { question, collection }),
      }));
      const chosen = chooseCandidates(
        weighted,
        size < mostCandidates.many ? mostCandidates.ofFew : mostCandidates.ofMany,
      );
      const loaded = loadCandidates(chosen, { question: input, turns: contextTurns });
      const { candidates, idOf } = loaded;
      const limit = Math.max(input.limit, judgedItems);
      const ranking = rankCandidates({ question, candidates, collection, limit });
      const items = ranking.items.slice(0, input.limit).map((item) => ({
        id: idOf(item.seq),
        score: item.score,
        matched: whyFound(item),
      }));
      return { items, confident: judgeConfidence(question, { ranking, collection }) };
    },
  };
}

/* Long after the last word was said, as in a store that was imported, "last week" is the last week of the store. */
const quietMs = 45 * 24 * 60 * 60_000;

/** Reads a question, relative to when it is asked or, where nothing was said for long, to what was said last. */
function createReadRelative(
  db: DatabaseSync,
): (input: MemoryQuestion, scope: IndexScope) => Question {
  const newest = query<{ first: number; last: number }, { said_at: number }>(
    db,
    'SELECT said_at FROM memories WHERE seq BETWEEN :first AND :last ORDER BY seq DESC LIMIT 1',
  );
  return ({ query: text, asOf, now }, { first, last, oneNamespace }) => {
    const question = readQuestion(text, { now: asOf ?? now });
    if (!question.time || asOf !== undefined || !oneNamespace) return question;
    const saidAt = newest.first({ first, last })?.said_at ?? now;
    return now - saidAt > quietMs ? readQuestion(text, { now: saidAt }) : question;
  };
}
