import type { DatabaseSync } from 'node:sqlite';
import type { SettleRun } from '../../../runs/run-store.ts';
import { command } from '../statement.ts';
import { emptiedBody } from './emptied.ts';
import { createErasedRuns } from './erased-runs.ts';
import type { FileEraser } from './file-eraser.ts';
import { createLateArrivals } from './late-arrivals.ts';

/** Empties a run that has just ended, where what it found or was asked for was forgotten while it ran. */
export function createEraseLate(
  db: DatabaseSync,
  eraser: FileEraser,
): (input: SettleRun, run: { readonly forget_at_end: number }) => void {
  const erased = createErasedRuns(db);
  const { isLate } = createLateArrivals(db);
  const emptyResult = command<{ handle: string }>(
    db,
    `UPDATE results SET text = '', forgotten = 1 WHERE handle = :handle`,
  );
  const emptyMessage = command<{ id: string; body: string }>(
    db,
    'UPDATE outbox SET body = :body WHERE id = :id',
  );
  return ({ runId, answer, result, callback }, { forget_at_end }) => {
    const text = JSON.stringify(answer);
    if (forget_at_end === 0 && !isLate(text)) return;
    erased.empty({ id: runId, answer: text }, { inAnswer: true, inCallbackUrl: false });
    if (result) emptyResult({ handle: result.handle });
    if (callback) emptyMessage({ id: callback.id, body: emptiedBody(callback.body) });
    eraser.expect({ texts: [text], words: [] });
  };
}
