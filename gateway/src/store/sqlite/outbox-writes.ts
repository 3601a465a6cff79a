import type { DatabaseSync } from 'node:sqlite';
import type { DueCallback, OutboxStore } from '../../delivery/outbox-store.ts';
import type { OutboxEntry } from '../../runs/run-store.ts';
import { command, listParam, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

interface OutboxWrites extends Decisions<
  OutboxStore,
  'claimDueCallbacks' | 'finishCallback' | 'retryCallback'
> {
  readonly enqueue: (entry: OutboxEntry) => void;
}

interface DueRow {
  readonly id: string;
  readonly caller: string;
  readonly url: string;
  readonly body: string;
  readonly addressee: 'caller' | 'owner';
  readonly headers: string | null;
  readonly attempts: number;
  readonly created_at: number;
}

export function createOutboxWrites(db: DatabaseSync): OutboxWrites {
  return { ...enqueueing(db), ...claims(db), ...outcomes(db) };
}

function enqueueing(db: DatabaseSync): Pick<OutboxWrites, 'enqueue'> {
  const insert = command<{
    id: string;
    caller: string;
    space: string;
    run_id: string;
    url: string;
    body: string;
    addressee: string;
    headers: string | null;
    created_at: number;
  }>(
    db,
    `INSERT INTO outbox (id, caller, space, run_id, url, body, addressee, headers, created_at, due_at)
     VALUES (:id, :caller, :space, :run_id, :url, :body, :addressee, :headers, :created_at, :created_at)`,
  );
  return {
    enqueue({ id, caller, space, runId, url, body, to, headers, createdAt }) {
      insert({
        id,
        caller,
        space,
        run_id: runId,
        url,
        body,
        addressee: to ?? 'caller',
        headers: headers ? JSON.stringify(headers) : null,
        created_at: createdAt,
      });
    },
  };
}

function claims(db: DatabaseSync): Decisions<OutboxStore, 'claimDueCallbacks'> {
  const due = query<{ now: number; limit: number; except_callers: string }, DueRow>(
    db,
    `SELECT id, caller, url, body, addressee, headers, attempts, created_at FROM outbox
     WHERE outcome IS NULL AND due_at <= :now
       AND caller NOT IN (SELECT value FROM json_each(:except_callers))
     ORDER BY due_at, id LIMIT :limit`,
  );
  /* Due again when the claim ends: a sender that died is followed by another. */
  const claim = command<{ id: string; lease_until: number }>(
    db,
    'UPDATE outbox SET due_at = :lease_until WHERE id = :id',
  );
  return {
    claimDueCallbacks({ now, leaseUntil, limit, exceptCallers }) {
      const rows = due.all({ now, limit, except_callers: listParam(exceptCallers) });
      for (const { id } of rows) claim({ id, lease_until: leaseUntil });
      return rows.map(dueCallbackOf);
    },
  };
}

function outcomes(db: DatabaseSync): Decisions<OutboxStore, 'finishCallback' | 'retryCallback'> {
  const finish = command<{ id: string; outcome: string; at: number; detail: string }>(
    db,
    `UPDATE outbox SET outcome = :outcome, finished_at = :at, detail = :detail, body = NULL
     WHERE id = :id AND outcome IS NULL`,
  );
  const retry = command<{ id: string; due_at: number; detail: string }>(
    db,
    `UPDATE outbox SET attempts = attempts + 1, due_at = :due_at, detail = :detail
     WHERE id = :id AND outcome IS NULL`,
  );
  return {
    finishCallback({ id, outcome, at, detail }) {
      finish({ id, outcome, at, detail });
    },
    retryCallback({ id, dueAt, detail }) {
      retry({ id, due_at: dueAt, detail });
    },
  };
}

function dueCallbackOf({ created_at, addressee, headers, ...row }: DueRow): DueCallback {
  return {
    ...row,
    ...(addressee === 'owner' && { to: addressee }),
    ...(headers !== null && { headers: JSON.parse(headers) as Record<string, string> }),
    createdAt: created_at,
  };
}
