import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../platform/json.ts';
import { textIn, textsIn, timeIn } from './change-data.ts';
import { command, listParam } from './statement.ts';

/** Notes which memory says what holds now; without `by`, that the memories hold again. */
export function createMemorySupersede(db: DatabaseSync): (data: JsonObject) => void {
  const supersede = command<{ space: string; ids: string; by: string; at: number }>(
    db,
    `UPDATE memories SET superseded_by = :by, superseded_at = :at
     WHERE space = :space AND id IN (SELECT value FROM json_each(:ids)) AND id <> :by
       AND EXISTS (SELECT 1 FROM memories newer WHERE newer.id = :by AND newer.space = :space)`,
  );
  const settled = command<{ ids: string; by: string }>(
    db,
    `DELETE FROM memory_conflicts WHERE (newer_id = :by AND older_id IN (SELECT value FROM json_each(:ids)))
       OR (older_id = :by AND newer_id IN (SELECT value FROM json_each(:ids)))`,
  );
  const restore = command<{ space: string; ids: string }>(
    db,
    `UPDATE memories SET superseded_by = NULL, superseded_at = NULL
     WHERE space = :space AND id IN (SELECT value FROM json_each(:ids))`,
  );
  return (data) => {
    const meant = { space: textIn(data, 'space'), ids: listParam(textsIn(data, 'ids')) };
    if (data['by'] === undefined) return void restore(meant);
    const by = textIn(data, 'by');
    supersede({ ...meant, by, at: timeIn(data, 'at') });
    settled({ ids: meant.ids, by });
  };
}
