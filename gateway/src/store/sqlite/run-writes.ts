import type { DatabaseSync } from 'node:sqlite';
import type { RunStore } from '../../runs/run-store.ts';
import { runEvent } from './audit-events.ts';
import { createAuditWrites } from './audit-writes.ts';
import { createPreviewSpending } from './preview-spending.ts';
import { createReceiptWrites } from './receipt-writes.ts';
import { createFreeKey } from './run-keys.ts';
import { runColumns, runOf, type RunRow } from './run-rows.ts';
import { command, listParam, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type RunWrites = Decisions<
  RunStore,
  | 'saveProgress'
  | 'saveHandle'
  | 'touchRuns'
  | 'takeExpiredRuns'
  | 'takeQueuedRuns'
  | 'endOtherLeases'
  | 'requestCancel'
  | 'resolveRun'
>;

/** What happens to a run between its acceptance and its end, and afterwards by the owner. */
export function createRunWrites(db: DatabaseSync): RunWrites {
  return { ...leaseWrites(db), ...outsideWrites(db), ...progressWrites(db) };
}

function progressWrites(db: DatabaseSync): Decisions<RunStore, 'saveProgress' | 'saveHandle'> {
  const save = command<{ id: string; epoch: number; progress: string }>(
    db,
    'UPDATE runs SET progress = :progress WHERE id = :id AND epoch = :epoch AND settled_at IS NULL',
  );
  const keep = command<{ id: string; epoch: number; handle: string }>(
    db,
    'UPDATE runs SET handle = :handle WHERE id = :id AND epoch = :epoch AND settled_at IS NULL',
  );
  return {
    saveHandle({ runId, epoch, handle }) {
      keep({ id: runId, epoch, handle: JSON.stringify(handle) });
    },
    saveProgress({ runId, epoch, progress }) {
      save({ id: runId, epoch, progress: JSON.stringify(progress) });
    },
  };
}

function leaseWrites(
  db: DatabaseSync,
): Decisions<RunStore, 'touchRuns' | 'takeExpiredRuns' | 'takeQueuedRuns' | 'endOtherLeases'> {
  const touch = query<
    { run_ids: string; replica_id: string; lease_until: number },
    { id: string; cancel_requested_at: number | null }
  >(
    db,
    `UPDATE runs SET lease_until = :lease_until
     WHERE id IN (SELECT value FROM json_each(:run_ids)) AND replica_id = :replica_id AND status = 'running'
     RETURNING id, cancel_requested_at`,
  );
  const take = query<
    { replica_id: string; lease_until: number; now: number; limit: number },
    RunRow
  >(
    db,
    `UPDATE runs SET replica_id = :replica_id, lease_until = :lease_until, epoch = epoch + 1
     WHERE seq IN (
       SELECT seq FROM runs WHERE status = 'running' AND lease_until <= :now ORDER BY seq LIMIT :limit
     ) RETURNING ${runColumns}`,
  );
  const takeQueued = query<{ replica_id: string; lease_until: number; limit: number }, RunRow>(
    db,
    `UPDATE runs SET status = 'running', replica_id = :replica_id, lease_until = :lease_until, epoch = epoch + 1
     WHERE seq IN (SELECT seq FROM runs WHERE status = 'queued' ORDER BY seq LIMIT :limit)
     RETURNING ${runColumns}`,
  );
  const endOthers = command<{ replica_id: string; now: number }>(
    db,
    `UPDATE runs SET lease_until = :now
     WHERE status = 'running' AND lease_until > :now AND replica_id <> :replica_id`,
  );

  return {
    touchRuns({ replicaId, runIds, leaseUntil }) {
      const touched = touch.all({
        run_ids: listParam(runIds),
        replica_id: replicaId,
        lease_until: leaseUntil,
      });
      return touched.filter((run) => run.cancel_requested_at !== null).map(({ id }) => id);
    },
    takeExpiredRuns({ replicaId, now, leaseUntil, limit }) {
      const taken = take.all({ replica_id: replicaId, lease_until: leaseUntil, now, limit });
      // RETURNING promises no order.
      return taken.toSorted((a, b) => a.seq - b.seq).map(runOf);
    },
    takeQueuedRuns({ replicaId, leaseUntil, limit }) {
      const taken = takeQueued.all({ replica_id: replicaId, lease_until: leaseUntil, limit });
      return taken.toSorted((a, b) => a.seq - b.seq).map(runOf);
    },
    endOtherLeases({ replicaId, now }) {
      endOthers({ replica_id: replicaId, now });
    },
  };
}

function outsideWrites(db: DatabaseSync): Decisions<RunStore, 'requestCancel' | 'resolveRun'> {
  const freeKey = createFreeKey(db);
  const spending = createPreviewSpending(db);
  const { appendAudit } = createAuditWrites(db);
  const { keepReceipt } = createReceiptWrites(db);
  const cancel = command<{ id: string; space: string; at: number }>(
    db,
    `UPDATE runs SET cancel_requested_at = :at
     WHERE id = :id AND space = :space AND cancel_requested_at IS NULL AND settled_at IS NULL`,
  );
  const inSpace = query<{ id: string; space: string }, RunRow>(
    db,
    `SELECT ${runColumns} FROM runs WHERE id = :id AND space = :space`,
  );
  const anywhere = query<{ id: string }, RunRow>(
    db,
    `SELECT ${runColumns} FROM runs WHERE id = :id`,
  );
  const resolve = query<{ id: string; status: string; answer: string; at: number }, RunRow>(
    db,
    `UPDATE runs SET status = :status, answer = :answer, settled_at = :at
     WHERE id = :id AND status = 'unknown' RETURNING ${runColumns}`,
  );

  return {
    requestCancel({ runId, space, at }) {
      cancel({ id: runId, space, at });
      const run = inSpace.first({ id: runId, space });
      return run && runOf(run);
    },
    resolveRun({ runId, status, answer, receipt, at, freesKey }) {
      const resolved = resolve.first({ id: runId, status, answer: JSON.stringify(answer), at });
      if (!resolved) {
        const run = anywhere.first({ id: runId });
        return run && { kind: 'not_unknown', run: runOf(run) };
      }
      keepReceipt(receipt);
      if (freesKey) {
        freeKey(resolved);
        spending.giveBack(runId);
      }
      const run = runOf(resolved);
      appendAudit(runEvent(run, { at, kind: 'resolved' }));
      return { kind: 'resolved', run };
    },
  };
}
