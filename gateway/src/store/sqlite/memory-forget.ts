import type { DatabaseSync } from 'node:sqlite';
import { createMemoryIndex } from './memory-index.ts';
import { command, listParam, query } from './statement.ts';

/** Erases memories, and what else says their text. */
export function createMemoryForget(
  db: DatabaseSync,
): (space: string, ids: readonly string[]) => void {
  const index = createMemoryIndex(db);
  const meant = query<{ space: string; ids: string }, { seq: number }>(
    db,
    `SELECT seq FROM memories WHERE space = :space AND id IN (SELECT value FROM json_each(:ids))`,
  );
  const among = 'IN (SELECT value FROM json_each(:seqs))';
  const remove = command<{ seqs: string }>(db, `DELETE FROM memories WHERE seq ${among}`);
  const unlink = command<{ seqs: string }>(
    db,
    `DELETE FROM memory_conflicts WHERE (newer_id, older_id) IN (
       SELECT c.newer_id, c.older_id FROM memories m JOIN memory_conflicts c ON m.id IN (c.newer_id, c.older_id)
       WHERE m.seq ${among})`,
  );
  /* What was asked and answered when it was stored says the same text once more. */
  const redact = command<{ seqs: string }>(
    db,
    `UPDATE runs SET inputs = '{}', plan = NULL, answer = iif(
       json_type(answer, '$.result') IS NULL, answer, json_set(answer, '$.result', json_object('forgotten', json('true'))))
     WHERE id IN (SELECT run_id FROM memories WHERE seq ${among})`,
  );
  /* Without its salt, the digest of that text in the audit log answers no guess any more. */
  const unsalt = command<{ seqs: string }>(
    db,
    `DELETE FROM digest_salts WHERE run_id IN (SELECT run_id FROM memories WHERE seq ${among})`,
  );
  return (space, ids) => {
    const rows = meant.all({ space, ids: listParam(ids) }).map(({ seq }) => seq);
    const seqs = JSON.stringify(rows);
    unsalt({ seqs });
    redact({ seqs });
    index.remove(rows);
    unlink({ seqs });
    remove({ seqs });
  };
}
