import type { DatabaseSync } from 'node:sqlite';
import type { FileEraser } from './forgetting/file-eraser.ts';
import { createForgetForGood } from './forgetting/forget-for-good.ts';
import { createMemoryIndex } from './memory-index.ts';
import { createMemoryLinks } from './memory-links.ts';
import { command, listParam, query } from './statement.ts';

interface ForgetInput {
  readonly space: string;
  readonly ids: readonly string[];
  readonly at: number;
}

interface ForgottenRow {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
  readonly run_id: string;
}

/** Erases memories, and all else that says their text. */
export function createMemoryForget(
  db: DatabaseSync,
  eraser: FileEraser,
): (input: ForgetInput) => void {
  const index = createMemoryIndex(db);
  const links = createMemoryLinks(db);
  const forgetForGood = createForgetForGood(db, eraser);
  const unlink = createUnlink(db);
  const meant = query<{ space: string; ids: string }, ForgottenRow>(
    db,
    `SELECT seq, id, text, run_id FROM memories
     WHERE space = :space AND id IN (SELECT value FROM json_each(:ids))`,
  );
  const remove = command<{ seqs: string }>(
    db,
    'DELETE FROM memories WHERE seq IN (SELECT value FROM json_each(:seqs))',
  );
  const versions = query<{ ids: string }, { id: string; text: string; run_id: string }>(
    db,
    `SELECT memory_id AS id, text, run_id FROM memory_versions
     WHERE memory_id IN (SELECT value FROM json_each(:ids))`,
  );
  return ({ space, ids, at }) => {
    const rows = meant.all({ space, ids: listParam(ids) });
    const before = versions.all({ ids: listParam(rows.map(({ id }) => id)) });
    const seqs = rows.map(({ seq }) => seq);
    index.remove(seqs);
    links.unlink(seqs);
    unlink(rows.map(({ id }) => id));
    remove({ seqs: JSON.stringify(seqs) });
    const forgotten = [...rows, ...before];
    const runIds = forgotten.map((row) => row.run_id);
    forgetForGood({ space, forgotten, runIds, at });
  };
}

/* What was superseded by a memory that is gone holds again; what said the same stands for itself. */
function createUnlink(db: DatabaseSync): (ids: readonly string[]) => void {
  const among = 'IN (SELECT value FROM json_each(:ids))';
  const commands = [
    `DELETE FROM memory_versions WHERE memory_id ${among}`,
    `DELETE FROM memory_conflicts WHERE newer_id ${among}`,
    `DELETE FROM memory_conflicts WHERE older_id ${among}`,
    `UPDATE memories SET superseded_by = NULL, superseded_at = NULL WHERE superseded_by ${among}`,
    `UPDATE memories SET duplicate_of = NULL WHERE duplicate_of ${among}`,
  ].map((sql) => command<{ ids: string }>(db, sql));
  return (ids) => {
    for (const run of commands) run({ ids: listParam(ids) });
  };
}
