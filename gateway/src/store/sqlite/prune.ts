import type { DatabaseSync } from 'node:sqlite';
import { isoTime } from '../../platform/clock.ts';
import type { RunStore } from '../../runs/run-store.ts';
import { command } from './statement.ts';

type PruneInput = Parameters<RunStore['prune']>[0];

/* Rows of each kind that one decision removes, so that calls need not wait long behind it. */
const sliceRows = 200;

/* Until then a late confirmation is answered "expired" instead of "unknown". */
const keepExpiredPreviewsMs = 24 * 60 * 60_000;

/* Longer than anything is on its way. */
const keepForgottenMs = 30 * 24 * 60 * 60_000;

/** Removes one slice of what is past its time; gives how many rows went, 0 when nothing is left. */
export function createPruneSlice(db: DatabaseSync): (input: PruneInput) => number {
  const pruneReads = createPruneReads(db);
  const pruneRuns = createPruneRuns(db);
  const previews = command<{ before: number }>(
    db,
    slice('previews', 'id', 'expires_at <= :before'),
  );
  const results = command<{ now: number }>(db, slice('results', 'handle', 'expires_at <= :now'));
  const approvals = command<{ now: number; before: number }>(
    db,
    slice('approvals', 'id', 'decided_at < :before AND ifnull(remember_until, 0) <= :now'),
  );

  const arrivals = command<{ before: number }>(db, slice('forgotten', 'id', 'at < :before'));

  return (input) =>
    arrivals({ before: input.now - keepForgottenMs }) +
    previews({ before: input.now - keepExpiredPreviewsMs }) +
    results({ now: input.now }) +
    approvals({ now: input.now, before: input.runsBefore }) +
    pruneReads(input) +
    pruneRuns(input);
}

/** Removes one slice of the salts of audit entries whose receipts are gone too. Gives how many went. */
export function createPruneSalts(db: DatabaseSync): (input: PruneInput) => number {
  const ofReads = command<{ before: string }>(db, oldestSalts('run_id IS NULL'));
  const ofRuns = command<{ before: string }>(db, oldestSalts('run_id IS NOT NULL'));
  return ({ readReceiptsBefore, runsBefore }) =>
    ofReads({ before: isoTime(readReceiptsBefore) }) + ofRuns({ before: isoTime(runsBefore) });
}

/* Looks at the oldest only, so that a sweep with nothing to do costs nothing. */
function oldestSalts(which: string): string {
  return `DELETE FROM digest_salts
    WHERE seq IN (SELECT seq FROM digest_salts WHERE ${which} ORDER BY seq LIMIT ${sliceRows})
    AND (SELECT at FROM audit WHERE audit.seq = digest_salts.seq) < :before`;
}

function createPruneReads(db: DatabaseSync): (input: PruneInput) => number {
  const overflow = command<{ keep: number }>(
    db,
    slice('read_receipts', 'seq', 'seq <= (SELECT max(seq) FROM read_receipts) - :keep'),
  );
  const old = command<{ before: string }>(
    db,
    `DELETE FROM read_receipts WHERE started_at < :before AND seq IN (
       SELECT seq FROM read_receipts ORDER BY seq LIMIT ${sliceRows})`,
  );
  return ({ readReceiptsBefore, keepReadReceipts }) =>
    overflow({ keep: keepReadReceipts }) + old({ before: isoTime(readReceiptsBefore) });
}

/* A run outlives its retention while its key holds, while its callback waits, and while nobody knows what it did. */
function createPruneRuns(db: DatabaseSync): (input: PruneInput) => number {
  const runs = command<{ now: number; before: number }>(
    db,
    slice(
      'runs',
      'seq',
      `settled_at < :before AND status <> 'unknown' AND (key IS NULL OR key_expires_at <= :now)
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE run_id = runs.id AND outcome IS NULL)`,
    ),
  );
  const callbacks = command<{ before: number }>(
    db,
    slice('outbox', 'id', 'outcome IS NOT NULL AND finished_at < :before'),
  );
  const lastEffects = command<Record<string, never>>(
    db,
    'DELETE FROM last_effects WHERE NOT EXISTS (SELECT 1 FROM runs WHERE seq = run_seq)',
  );
  return ({ now, runsBefore }) => {
    const gone = runs({ now, before: runsBefore });
    if (gone > 0) lastEffects({});
    return gone + callbacks({ before: runsBefore });
  };
}

function slice(table: string, id: string, condition: string): string {
  return `DELETE FROM ${table} WHERE ${id} IN (
    SELECT ${id} FROM ${table} WHERE ${condition} LIMIT ${sliceRows})`;
}
