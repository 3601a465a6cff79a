import type { DatabaseSync } from 'node:sqlite';
import type { NewVector, VectorModel, VectorStore } from '../../tools/memory/vector-store.ts';
import { command, listParam, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';
import { vectorModelOf, type VectorModelRow } from './vector-reads.ts';

/* Rows of one decision, so that calls need not wait long behind it. */
const queuedRows = 5000;
const droppedRows = 1000;

type Kept = Decisions<VectorStore, 'completeModel' | 'keepVectors' | 'postponeVectors'>;

/** Decisions on vectors; those that take many rows are made slice by slice, until they give 0. */
export interface VectorWrites extends Kept {
  beginModel(input: { name: string; at: number }): VectorModel;
  queueMemories(model: number): number;
  dropModelSlice(model: number): number;
}

export function createVectorWrites(db: DatabaseSync): VectorWrites {
  const begin = query<{ name: string; at: number }, VectorModelRow>(
    db,
    `INSERT INTO embedding_models (name, queued_to, created_at) VALUES (:name, 0, :at)
     ON CONFLICT (name) DO UPDATE SET name = name RETURNING *`,
  );
  const complete = command<{ model: number; at: number }>(
    db,
    `UPDATE embedding_models SET complete_at = :at WHERE number = :model AND queued_to IS NULL
     AND NOT EXISTS (SELECT 1 FROM memory_vector_queue WHERE model = :model AND attempts = 0)`,
  );
  const postpone = command<{ model: number; ids: string; due_at: number }>(
    db,
    `UPDATE memory_vector_queue SET attempts = attempts + 1, due_at = :due_at
     WHERE model = :model AND memory IN (
       SELECT seq FROM memories WHERE id IN (SELECT value FROM json_each(:ids)))`,
  );
  return {
    beginModel(input) {
      const row = begin.first(input);
      if (!row) throw new Error('an insert that returns gives a row');
      return vectorModelOf(row);
    },
    queueMemories: createQueueMemories(db),
    keepVectors: createKeepVectors(db),
    completeModel: (input) => complete(input) > 0,
    postponeVectors({ model, ids, dueAt }) {
      postpone({ model, ids: listParam(ids), due_at: dueAt });
    },
    dropModelSlice: createDropModelSlice(db),
  };
}

function createQueueMemories(db: DatabaseSync): VectorWrites['queueMemories'] {
  const slice = query<{ model: number }, { last: number | null }>(
    db,
    `SELECT max(seq) AS last FROM (
       SELECT seq FROM memories
       WHERE seq > (SELECT queued_to FROM embedding_models WHERE number = :model)
       ORDER BY seq LIMIT ${queuedRows})`,
  );
  const queue = command<{ model: number; last: number }>(
    db,
    `INSERT OR IGNORE INTO memory_vector_queue (model, memory, due_at)
     SELECT :model, seq, 1 FROM memories
     WHERE seq > (SELECT queued_to FROM embedding_models WHERE number = :model) AND seq <= :last
     AND NOT EXISTS (SELECT 1 FROM memory_vectors WHERE model = :model AND memory = seq)`,
  );
  const note = command<{ model: number; last: number | null }>(
    db,
    'UPDATE embedding_models SET queued_to = :last WHERE number = :model AND queued_to IS NOT NULL',
  );
  return (model) => {
    const last = slice.first({ model })?.last ?? null;
    if (last !== null) queue({ model, last });
    note({ model, last });
    return last === null ? 0 : queuedRows;
  };
}

function createKeepVectors(db: DatabaseSync): VectorWrites['keepVectors'] {
  const learnDimensions = command<{ model: number; dimensions: number }>(
    db,
    `UPDATE embedding_models SET dimensions = :dimensions
     WHERE number = :model AND ifnull(dimensions, :dimensions) = :dimensions`,
  );
  const meant = query<{ id: string; version: number }, { seq: number }>(
    db,
    'SELECT seq FROM memories WHERE id = :id AND version = :version',
  );
  const keep = command<{ model: number; memory: number; vector: Uint8Array }>(
    db,
    `INSERT INTO memory_vectors (model, memory, vector) VALUES (:model, :memory, :vector)
     ON CONFLICT (model, memory) DO NOTHING`,
  );
  const unqueue = command<{ model: number; memory: number }>(
    db,
    'DELETE FROM memory_vector_queue WHERE model = :model AND memory = :memory',
  );
  function keepOne(model: number, { id, version, vector }: NewVector): void {
    const memory = meant.first({ id, version })?.seq;
    if (memory === undefined) return;
    if (learnDimensions({ model, dimensions: vector.length }) === 0) {
      throw new Error(`a vector of ${vector.length} dimensions does not fit the model ${model}`);
    }
    keep({ model, memory, vector: new Uint8Array(Float16Array.from(vector).buffer) });
    unqueue({ model, memory });
  }
  return ({ model, vectors }) => {
    for (const vector of vectors) keepOne(model, vector);
  };
}

/* The model itself last: whoever dies in between finds it again, and drops the rest. */
function createDropModelSlice(db: DatabaseSync): VectorWrites['dropModelSlice'] {
  const slice = (table: string) =>
    command<{ model: number }>(
      db,
      `DELETE FROM ${table} WHERE model = :model AND memory IN (
         SELECT memory FROM ${table} WHERE model = :model LIMIT ${droppedRows})`,
    );
  const incomplete = command<{ model: number }>(
    db,
    'UPDATE embedding_models SET complete_at = NULL WHERE number = :model',
  );
  const vectors = slice('memory_vectors');
  const queued = slice('memory_vector_queue');
  const model = command<{ model: number }>(
    db,
    'DELETE FROM embedding_models WHERE number = :model',
  );
  return (number) => {
    incomplete({ model: number });
    const gone = vectors({ model: number }) + queued({ model: number });
    return gone > 0 ? gone : model({ model: number });
  };
}
