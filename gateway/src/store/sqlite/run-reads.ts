import type { DatabaseSync } from 'node:sqlite';
import type { Receipt } from '#contract';
import type { ListReceipts, ListRuns, RunStore } from '../../runs/run-store.ts';
import { createRunKeys, keyStands } from './run-keys.ts';
import { runColumns, runOf, type RunRow } from './run-rows.ts';
import { query, type Query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type RunReads = Decisions<
  RunStore,
  | 'findKeyedRun'
  | 'findRun'
  | 'getRunOfAnySpace'
  | 'listRuns'
  | 'findReceipt'
  | 'listReceipts'
  | 'findResult'
>;

export function createRunReads(db: DatabaseSync): RunReads {
  return { ...runQueries(db), ...receiptQueries(db) };
}

function runQueries(
  db: DatabaseSync,
): Decisions<RunStore, 'findKeyedRun' | 'findRun' | 'getRunOfAnySpace' | 'listRuns'> {
  const keys = createRunKeys(db);
  const byId = query<{ id: string }, RunRow>(db, `SELECT ${runColumns} FROM runs WHERE id = :id`);
  const list = createFilteredList<RunRow>(
    db,
    (where) => `SELECT ${runColumns} FROM runs ${where} ORDER BY id DESC LIMIT :limit`,
  );

  return {
    findKeyedRun(key) {
      const holder = keys.findExplicit(key);
      const stands = holder && keyStands(holder, { key: { kind: 'explicit' }, now: key.now });
      return stands ? { run: runOf(holder) } : undefined;
    },
    findRun({ runId, space }) {
      const run = byId.first({ id: runId });
      return run?.space === space ? runOf(run) : undefined;
    },
    getRunOfAnySpace(runId) {
      const run = byId.first({ id: runId });
      return run && runOf(run);
    },
    listRuns(input) {
      return list(input).map(runOf);
    },
  };
}

function receiptQueries(
  db: DatabaseSync,
): Decisions<RunStore, 'findReceipt' | 'listReceipts' | 'findResult'> {
  const byId = query<{ id: string; space: string }, { receipt: string }>(
    db,
    `SELECT receipt FROM receipts WHERE id = :id AND space = :space
     UNION ALL SELECT receipt FROM read_receipts WHERE id = :id AND space = :space`,
  );
  const list = createFilteredList<{ receipt: string }>(db, receiptList);
  const resultByHandle = query<
    { handle: string; space: string },
    {
      handle: string;
      space: string;
      intent: string;
      text: string;
      expires_at: number;
      forgotten: number;
    }
  >(db, 'SELECT * FROM results WHERE handle = :handle AND space = :space');

  return {
    findReceipt({ receiptId, space }) {
      const row = byId.first({ id: receiptId, space });
      return row && receiptOf(row);
    },
    listReceipts: (input) => list(input).map(receiptOf),
    findResult({ handle, space }) {
      const row = resultByHandle.first({ handle, space });
      if (!row) return undefined;
      const { intent, text, expires_at } = row;
      const result = { handle, space, intent, text, expiresAt: expires_at };
      return row.forgotten === 1 ? { ...result, forgotten: true } : result;
    },
  };
}

/* The newest of each kind, and of those the newest. */
function receiptList(where: string): string {
  const newest = (table: string) =>
    `SELECT * FROM (SELECT id, receipt FROM ${table} ${where} ORDER BY id DESC LIMIT :limit)`;
  return `SELECT receipt FROM (${newest('receipts')} UNION ALL ${newest('read_receipts')})
    ORDER BY id DESC LIMIT :limit`;
}

function receiptOf({ receipt }: { receipt: string }): Receipt {
  return JSON.parse(receipt) as Receipt;
}

type Filter = ListRuns & ListReceipts;

/** Newest first; each combination of filters is prepared once, so that it finds its index. */
function createFilteredList<Row>(
  db: DatabaseSync,
  sqlFor: (where: string) => string,
): (filter: Filter) => Row[] {
  const prepared = new Map<string, Query<Record<string, string | number>, Row>>();

  return ({ limit, ...filter }) => {
    const conditions: string[] = [];
    const params: Record<string, string | number> = { limit };
    for (const [name, value] of Object.entries(filter)) {
      if (value === undefined) continue;
      // A literal, because the index of unknown runs is only used where the query surely means them.
      if (value === 'unknown' && name === 'status') conditions.push(`status = 'unknown'`);
      else {
        conditions.push(filterConditions[name as keyof typeof filterConditions]);
        params[name] = value;
      }
    }
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = sqlFor(where);
    const list = prepared.get(sql) ?? query(db, sql);
    prepared.set(sql, list);
    return list.all(params);
  };
}

const filterConditions = {
  space: 'space = :space',
  status: 'status = :status',
  intent: 'intent = :intent',
  after: 'id < :after',
} as const satisfies Record<Exclude<keyof Filter, 'limit'>, string>;
