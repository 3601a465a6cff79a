import type { DatabaseSync } from 'node:sqlite';
import type { MeaningQuestion, MeaningRanking } from '../../../tools/memory/vector-store.ts';
import type { RankedMemory } from '../../../tools/memory/memory-store.ts';
import { memoryMatch } from '../memory-match.ts';
import {
  createFindIndexScope,
  scopeCondition,
  scopeParams,
  type ScopeParams,
} from '../memory-scope.ts';
import { listParam, query } from '../statement.ts';
import { floats } from './loaded-model.ts';
import type { Nearest, VectorIndex } from './vector-index.ts';

/* More than are asked for: the index is off by a thousandth, and some may be out of scope. */
const leastRead = 60;
const readPerWanted = 1.5;

const nothing: MeaningRanking = {
  kind: 'ranked',
  items: [],
  usual: { mean: 0, deviation: 0, rows: 0 },
};

/** Finds the nearest in the index, then reads those to be exact, and to see which of them are in scope. */
export type NearestMemories = (
  question: MeaningQuestion,
  index: VectorIndex | undefined,
) => MeaningRanking;

export function createNearestMemories(db: DatabaseSync): NearestMemories {
  const namespaces = query<{ space: string; name: string | null }, { number: number }>(
    db,
    'SELECT number FROM memory_namespaces WHERE space = :space AND (:name IS NULL OR name = :name)',
  );
  const readExactly = createReadExactly(db);
  const findAllowed = createFindAllowed(db);

  return (question, index) => {
    if (!index) return nothing;
    const { space, namespace, vector, limit: wanted } = question;
    const rows = namespaces.all({ space, name: namespace ?? null });
    const limit = Math.max(leastRead, Math.ceil(wanted * readPerWanted));
    const input = { namespaces: rows.map(({ number }) => number), vector, limit };
    const nearest = index.nearest(input);
    const items = readExactly(question, nearest.found);
    /* Few of the nearest are in scope, and there may be others: only what is in scope is compared then. */
    if (items.length < wanted && nearest.found.length === limit) {
      const allowed = findAllowed(question);
      const narrow = index.nearest({ ...input, allows: (memory) => allowed.has(memory) });
      return ranking(readExactly(question, narrow.found), nearest, wanted);
    }
    return ranking(items, nearest, wanted);
  };
}

type Items = MeaningRanking['items'];

function ranking(items: Items, { usual }: Nearest, wanted: number): MeaningRanking {
  return { kind: 'ranked', items: items.slice(0, wanted), usual };
}

type ReadParams = ScopeParams & {
  model: number;
  seqs: string;
  speaker: string | null;
  tags: string;
};

function createReadExactly(db: DatabaseSync) {
  /* CROSS JOIN keeps the order: what was found first, never all that a model has. */
  const read = query<ReadParams, { id: string; vector: Uint8Array }>(
    db,
    `SELECT m.id, v.vector FROM json_each(:seqs) wanted
     CROSS JOIN memories m ON m.seq = wanted.value AND ${scopeCondition}
       AND (:speaker IS NULL OR m.speaker_id = :speaker)
       AND NOT EXISTS (SELECT value FROM json_each(:tags) EXCEPT SELECT value FROM json_each(m.tags))
     CROSS JOIN memory_vectors v ON v.model = :model AND v.memory = m.seq`,
  );
  return (question: MeaningQuestion, found: Nearest['found']): Items => {
    const { model, speakerId, tags, vector } = question;
    const rows = read.all({
      ...scopeParams(question),
      model,
      seqs: JSON.stringify(found.map(({ memory }) => memory)),
      speaker: speakerId ?? null,
      tags: listParam(tags),
    });
    return rows
      .map((row) => ({ id: row.id, score: product(vector, floats(row.vector)) }))
      .toSorted((a, b) => b.score - a.score);
  };
}

function createFindAllowed(db: DatabaseSync): (question: MeaningQuestion) => ReadonlySet<number> {
  const findIndexScope = createFindIndexScope(db);
  type Range = ScopeParams & { first: number; last: number };
  const within = `m.seq BETWEEN :first AND :last AND ${scopeCondition}`;
  const inRange = query<Range, { seq: number }>(db, `SELECT m.seq FROM memories m WHERE ${within}`);
  const marked = query<Range & { match: string }, { seq: number }>(
    db,
    `SELECT m.seq FROM memory_index i JOIN memories m ON m.seq = i.rowid
     WHERE i.memory_index MATCH :match AND i.rowid BETWEEN :first AND :last AND ${within}`,
  );
  return (question) => {
    const scope = findIndexScope(question);
    if (!scope) return new Set();
    const { first, last, marks } = scope;
    const params = { ...scopeParams(question), first, last };
    const rows =
      marks.length === 0
        ? inRange.all(params)
        : marked.all({ ...params, match: memoryMatch({ marks, terms: [] }) });
    return new Set(rows.map(({ seq }) => seq));
  };
}

export type ScoreMemories = (input: {
  model: number;
  space: string;
  vector: Float32Array;
  ids: readonly string[];
}) => readonly RankedMemory[];

export function createScoreMemories(db: DatabaseSync): ScoreMemories {
  const read = query<
    { model: number; space: string; ids: string },
    { id: string; vector: Uint8Array }
  >(
    db,
    `SELECT m.id, v.vector FROM json_each(:ids) wanted
     CROSS JOIN memories m ON m.id = wanted.value AND m.space = :space
     CROSS JOIN memory_vectors v ON v.model = :model AND v.memory = m.seq`,
  );
  return ({ model, space, vector, ids }) =>
    read
      .all({ model, space, ids: listParam(ids) })
      .map((row) => ({ id: row.id, score: product(vector, floats(row.vector)) }));
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}
