import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../platform/json.ts';
import { cjkBigrams } from '../../tools/memory/recall/cjk-bigrams.ts';
import { listParam, query, command } from './statement.ts';
import { textIn, textsIn, timeIn, trustIn } from './change-data.ts';
import { createMemoryIndex } from './memory-index.ts';
import { createMemoryLinks } from './memory-links.ts';

/* Types, not interfaces: they have to fit the parameters of a statement. */
type Fields = {
  readonly text: string;
  readonly bigrams: string;
  readonly tags: string;
  readonly speaker_id: string | null;
  readonly source: string | null;
  readonly trust: string;
  readonly said_at: number;
  readonly expires_at: number | null;
};

type UpdateParams = Fields & { readonly seq: number; readonly at: number };

/** Changes a memory and keeps what it said before. One that was forgotten meanwhile stays so. */
export function createMemoryUpdate(
  db: DatabaseSync,
): (data: JsonObject, run: { readonly id: string; readonly at: number }) => void {
  const index = createMemoryIndex(db);
  const { link, unlink } = createMemoryLinks(db);
  const clearConflicts = command<{ id: string }>(
    db,
    'DELETE FROM memory_conflicts WHERE :id IN (newer_id, older_id)',
  );
  const find = query<{ id: string; space: string }, { seq: number }>(
    db,
    'SELECT seq FROM memories WHERE id = :id AND space = :space',
  );
  const keepVersion = command<{ seq: number; at: number; by: string; run_id: string }>(
    db,
    `INSERT INTO memory_versions (memory_id, version, text, tags, speaker_id, source, trust, said_at, expires_at,
       changed_at, changed_by, run_id)
     SELECT id, version, text, tags, speaker_id, source, trust, said_at, expires_at, :at, :by, :run_id
     FROM memories WHERE seq = :seq`,
  );
  const update = command<UpdateParams>(
    db,
    `UPDATE memories SET text = :text, bigrams = :bigrams, tags = :tags, speaker_id = :speaker_id,
       source = :source, trust = :trust, said_at = :said_at, expires_at = :expires_at,
       version = version + 1, updated_at = :at, duplicate_of = NULL
     WHERE seq = :seq`,
  );
  return (data, run) => {
    const id = textIn(data, 'id');
    const row = find.first({ id, space: textIn(data, 'space') });
    if (!row) return;
    const { seq } = row;
    const at = timeIn(data, 'at');
    index.remove([seq]);
    unlink([seq]);
    clearConflicts({ id });
    keepVersion({ seq, at, by: textIn(data, 'by'), run_id: run.id });
    const fields = fieldsIn(data);
    update({ seq, ...fields, at });
    index.add([seq]);
    link({ seq, id, ...fields });
  };
}

function fieldsIn(data: JsonObject): Fields {
  const text = textIn(data, 'text');
  return {
    text,
    bigrams: cjkBigrams(text),
    tags: listParam(textsIn(data, 'tags')),
    speaker_id: data['speakerId'] === undefined ? null : textIn(data, 'speakerId'),
    source: data['source'] === undefined ? null : textIn(data, 'source'),
    trust: trustIn(data),
    said_at: timeIn(data, 'saidAt'),
    expires_at: data['expiresAt'] === undefined ? null : timeIn(data, 'expiresAt'),
  };
}
