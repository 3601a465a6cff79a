import type { DatabaseSync } from 'node:sqlite';
import type {
  UnembeddedMemory,
  VectorModel,
  VectorStore,
} from '../../tools/memory/vector-store.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export interface VectorModelRow {
  readonly number: number;
  readonly name: string;
  readonly dimensions: number | null;
  readonly complete_at: number | null;
}

interface UnembeddedRow {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly speaker_id: string | null;
  readonly attempts: number;
}

export function createVectorReads(
  db: DatabaseSync,
): Decisions<VectorStore, 'listModels' | 'listUnembedded' | 'countUnembedded'> {
  const models = query<Record<string, never>, VectorModelRow>(
    db,
    'SELECT * FROM embedding_models ORDER BY number',
  );
  const due = query<{ model: number; now: number; limit: number }, UnembeddedRow>(
    db,
    `SELECT m.id, m.version, m.text, m.speaker_id, due.attempts FROM (
       SELECT memory, attempts, due_at FROM memory_vector_queue
       WHERE model = :model AND due_at <= :now ORDER BY due_at, memory DESC LIMIT :limit
     ) due JOIN memories m ON m.seq = due.memory ORDER BY due.due_at, m.seq DESC`,
  );
  const waiting = query<{ model: number }, { count: number }>(
    db,
    'SELECT count(*) AS count FROM memory_vector_queue WHERE model = :model',
  );
  return {
    listModels: () => models.all({}).map(vectorModelOf),
    listUnembedded: (input) => due.all(input).map(unembeddedOf),
    countUnembedded: (model) => waiting.first({ model })?.count ?? 0,
  };
}

export function vectorModelOf(row: VectorModelRow): VectorModel {
  return {
    number: row.number,
    name: row.name,
    ...(row.dimensions !== null && { dimensions: row.dimensions }),
    complete: row.complete_at !== null,
  };
}

function unembeddedOf({ speaker_id: speakerId, ...row }: UnembeddedRow): UnembeddedMemory {
  return { ...row, ...(speakerId !== null && { speakerId }) };
}
