import type { DatabaseSync } from 'node:sqlite';
import { query } from '../statement.ts';
import { ArenaFull } from './arena.ts';
import { createVectorIndex, type VectorIndex } from './vector-index.ts';

/* Rows that are read at once, so that a search in between waits for a few milliseconds. */
const sliceRows = 1000;
const sampledRows = 1000;
/* With so many, bits begin to count; a mean that was taken of next to nothing would make them worth little. */
const rowsThatNeedMean = 20_000;

/** The index of one model, kept in step with the database. */
export interface LoadedModel {
  /** Reads a slice of what is new; gives whether that was all. */
  catchUp(): 'done' | 'more' | 'too_large';
  /** Undefined until there is anything to search. */
  index(): VectorIndex | undefined;
}

interface Ends {
  readonly first: number;
  readonly last: number;
}

interface VectorRow {
  readonly id: number;
  readonly memory: number;
  readonly vector: Uint8Array;
}

export function createLoadedModel(
  db: DatabaseSync,
  { model, maxBytes }: { model: number; maxBytes: number },
): LoadedModel {
  const reads = createReads(db, model);
  let index: VectorIndex | undefined;
  let lastVector = 0;
  let lastGone = 0;
  let rowsOfMean = 0;
  let tooLarge = false;

  function begin(): void {
    const ends = reads.ends();
    const sample = reads.sample(ends);
    lastVector = ends.first - 1;
    lastGone = reads.lastGone();
    rowsOfMean = sample.length;
    const [first] = sample;
    if (!first) return void (index = undefined);
    const centre = meanOf(sample, first.length);
    index = createVectorIndex({ dimensions: first.length, centre, maxBytes });
  }

  function readSlice(): 'done' | 'more' {
    if (!index) begin();
    if (!index) return 'done';
    const gone = reads.gone(lastGone);
    index.remove(gone.map(({ memory }) => memory));
    lastGone = gone.at(-1)?.id ?? lastGone;
    const rows = reads.vectors(lastVector);
    for (const { memory, vector } of rows) index.add(memory, floats(vector));
    lastVector = rows.at(-1)?.id ?? lastVector;
    if (rowsOfMean < sampledRows && index.rows() > rowsThatNeedMean) index = undefined;
    return index && rows.length < sliceRows ? 'done' : 'more';
  }

  return {
    index: () => index,
    catchUp() {
      if (tooLarge) return 'too_large';
      /* In one snapshot: what goes is taken out before what came since is put in. */
      db.exec('BEGIN');
      try {
        return readSlice();
      } catch (error) {
        if (!(error instanceof ArenaFull)) throw error;
        tooLarge = true;
        index = undefined;
        return 'too_large';
      } finally {
        db.exec('COMMIT');
      }
    },
  };
}

function createReads(db: DatabaseSync, model: number) {
  const vectors = query<{ model: number; after: number }, VectorRow>(
    db,
    `SELECT id, memory, vector FROM memory_vectors
     WHERE id > :after AND +model = :model ORDER BY id LIMIT ${sliceRows}`,
  );
  const gone = query<{ after: number }, { id: number; memory: number }>(
    db,
    'SELECT id, memory FROM memory_vectors_gone WHERE id > :after ORDER BY id',
  );
  const lastGone = query<Record<string, never>, { id: number | null }>(
    db,
    'SELECT max(id) AS id FROM memory_vectors_gone',
  );
  const ends = query<{ model: number }, { first: number | null; last: number | null }>(
    db,
    'SELECT min(id) AS first, max(id) AS last FROM memory_vectors WHERE model = :model',
  );
  const next = query<{ model: number; from: number }, { vector: Uint8Array }>(
    db,
    'SELECT vector FROM memory_vectors WHERE id >= :from AND +model = :model ORDER BY id LIMIT 1',
  );
  return {
    vectors: (after: number) => vectors.all({ model, after }),
    gone: (after: number) => gone.all({ after }),
    lastGone: () => lastGone.first({})?.id ?? 0,
    /** The ids of the first and the last vector; `first` is beyond `last` where there are none. */
    ends(): Ends {
      const { first, last } = ends.first({ model }) ?? { first: null, last: null };
      return { first: first ?? 1, last: last ?? 0 };
    },
    /** Vectors from all over the table. */
    sample({ first, last }: Ends): readonly Float32Array[] {
      const count = Math.min(sampledRows, last - first + 1);
      const step = (last - first + 1) / count;
      return Array.from({ length: count }, (_, at) => Math.floor(first + at * step)).flatMap(
        (from) => next.all({ model, from }).map(({ vector }) => floats(vector)),
      );
    },
  };
}

/** A vector as it is kept: 16 bits for each number. */
export function floats(kept: Uint8Array): Float32Array {
  return Float32Array.from(new Float16Array(kept.buffer, kept.byteOffset, kept.byteLength / 2));
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (const vector of vectors) {
    for (let at = 0; at < dimensions; at += 1) mean[at]! += vector[at]! / vectors.length;
  }
  return mean;
}
