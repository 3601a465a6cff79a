import type { DatabaseSync } from 'node:sqlite';
import type { MemoryQuestion } from '../../tools/memory/memory-store.ts';
import type { Term } from '../../tools/memory/recall/read-question.ts';
import { memoryMatch } from './memory-match.ts';
import { scopeCondition, scopeParams, type IndexScope, type ScopeParams } from './memory-scope.ts';
import { query } from './statement.ts';

/** Which memories of a scope have a word. */
export interface TermPosting {
  readonly seqs: readonly number[];
  /** How many have it; where there are very many, an estimate. */
  readonly many: number;
  /** Only the newest of those that have it were read. */
  readonly cut: boolean;
}

/*
 * FTS5 reads about five rows in a microsecond, but takes three microseconds to rank one, and counts each
 * word over the whole index to do so. So it only says which memories have a word, and only the newest of
 * a word that very many have: such a word tells little, and the others find what they have in common.
 */
const mostRead = 2000;
const mostReadOfBoth = 500;
const mostPaired = 3;
/* A time given with the question is looked up row by row. */
const mostLookedUp = 40_000;

interface MatchParams extends Record<string, string | number | null> {
  match: string;
  first: number;
  last: number;
  limit: number;
}

export type ReadPostings = (
  terms: readonly Pick<Term, 'forms'>[],
  input: { question: MemoryQuestion; scope: IndexScope; size: number },
) => readonly TermPosting[];

export function createReadPostings(db: DatabaseSync): ReadPostings {
  const readSeqs = createReadSeqs(db);

  return (terms, { question, scope, size }) => {
    const read = (forms: readonly (readonly string[])[], limit: number) =>
      readSeqs({
        question,
        scope,
        limit,
        match: memoryMatch({ marks: scope.marks, terms: forms }),
      });
    const postings = terms.map(({ forms }) => postingOf(read([forms], mostRead), { scope, size }));
    // What has two common words may be older than what was read of either.
    const common = terms
      .flatMap((term, at) =>
        postings[at]?.cut === true ? [{ term, at, many: postings[at].many }] : [],
      )
      .toSorted((a, b) => a.many - b.many)
      .slice(0, mostPaired);
    const together = common.flatMap((one, index) =>
      common.slice(index + 1).map((other) => ({
        of: [one.at, other.at],
        seqs: read([one.term.forms, other.term.forms], mostReadOfBoth),
      })),
    );
    return postings.map((posting, at) => {
      const more = together.flatMap(({ of, seqs }) => (of.includes(at) ? seqs : []));
      return more.length === 0 ? posting : { ...posting, seqs: distinct(posting.seqs, more) };
    });
  };
}

function distinct(seqs: readonly number[], more: readonly number[]): readonly number[] {
  const all = new Set(seqs);
  for (const seq of more) all.add(seq);
  return [...all];
}

/* The newest come first, so the last one read tells how far back they reach. */
function postingOf(
  seqs: readonly number[],
  { scope, size }: { scope: IndexScope; size: number },
): TermPosting {
  const cut = seqs.length >= mostRead;
  const [newest, oldest] = [seqs[0] ?? 0, seqs.at(-1) ?? 0];
  if (!cut || newest === oldest) return { seqs, many: seqs.length, cut };
  const reach = Math.min(size, Math.min(newest, scope.last) - oldest + 1);
  return { seqs, many: Math.min(size, Math.round((seqs.length * size) / reach)), cut };
}

interface ReadInput {
  readonly question: MemoryQuestion;
  readonly scope: IndexScope;
  readonly match: string;
  readonly limit: number;
}

function createReadSeqs(db: DatabaseSync): (input: ReadInput) => readonly number[] {
  const newest = `SELECT rowid AS seq FROM memory_index
    WHERE memory_index MATCH :match AND rowid BETWEEN :first AND :last ORDER BY rowid DESC`;
  // One text for all of them is many times faster than a row for each.
  const plain = query<MatchParams, { seqs: string | null }>(
    db,
    `SELECT group_concat(seq) AS seqs FROM (${newest} LIMIT :limit)`,
  );
  const filtered = query<MatchParams & ScopeParams, { seqs: string | null }>(
    db,
    `SELECT group_concat(seq) AS seqs FROM (
       SELECT i.seq FROM (${newest} LIMIT ${mostLookedUp}) i CROSS JOIN memories m ON m.seq = i.seq
       WHERE ${scopeCondition} ORDER BY i.seq DESC LIMIT :limit)`,
  );
  return ({ question, scope: { first, last }, match, limit }) => {
    const { since, until, asOf } = question;
    const anyTime = since === undefined && until === undefined && asOf === undefined;
    const params = { match, first, last, limit };
    const row = anyTime
      ? plain.first(params)
      : filtered.first({ ...params, ...scopeParams(question) });
    return row?.seqs ? row.seqs.split(',').map(Number) : [];
  };
}
