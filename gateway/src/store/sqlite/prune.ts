import type { DatabaseSync } from 'node:sqlite';
import { isoTime } from '../../platform/clock.ts';
import type { RunStore } from '../../runs/run-store.ts';
import { command, query } from './statement.ts';

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
  /* Ids sort by age: everything up to the id that is one too many goes. */
  const firstTooMany = query<{ keep: number }, { id: string }>(
    db,
    'SELECT id FROM receipts WHERE job_id IS NULL ORDER BY id DESC LIMIT 1 OFFSET :keep',
  );
  const overflow = command<{ id: string }>(
    db,
    slice('receipts', 'id', 'job_id IS NULL AND id <= :id'),
  );
  const old = command<{ before: string }>(
    db,
    `DELETE FROM receipts WHERE started_at < :before AND id IN (
       SELECT id FROM receipts WHERE job_id IS NULL ORDER BY id LIMIT ${sliceRows})`,
  );
  return ({ readReceiptsBefore, keepReadReceipts }) => {
    const first = firstTooMany.first({ keep: keepReadReceipts });
    return (first ? overflow(first) : 0) + old({ before: isoTime(readReceiptsBefore) });
  };
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
