import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations, type Migration } from './migrate.ts';
import { createPruneSlice } from './prune.ts';
import { createRunReads } from './run-reads.ts';

const first: Migration = { version: 1, name: '0001-a', sql: 'CREATE TABLE a (x) STRICT' };
const good: Migration = { version: 1, name: '0001-a', sql: 'CREATE TABLE a (x INTEGER)' };
const second: Migration = {
  version: 2,
  name: '0002-b',
  sql: 'CREATE TABLE b (y INTEGER); INSERT INTO a VALUES (1)',
};
const broken: Migration = {
  version: 2,
  name: '0002-b',
  sql: 'CREATE TABLE b (y INTEGER); INSERT INTO nowhere VALUES (1)',
};

const longAgo = { now: 0, runsBefore: 0, readReceiptsBefore: 0 };

describe('migrations', () => {
  let db: DatabaseSync;
  beforeEach(() => (db = new DatabaseSync(':memory:')));
  afterEach(() => db.close());
  const tables = () =>
    db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .all()
      .map(({ name }) => name);

  it('are applied in order, once', () => {
    migrate(db, [good]);
    migrate(db, [good, second]);
    migrate(db, [good, second]);
    expect(tables()).toEqual(['a', 'b', 'migrations']);
    expect(db.prepare('SELECT count(*) AS n FROM a').get()).toEqual({ n: 1 });
  });

  it('leave the database as it was where one fails', () => {
    expect(() => migrate(db, [first])).toThrow();
    migrate(db, [good]);
    expect(() => migrate(db, [good, broken])).toThrow('nowhere');
    expect(tables()).toEqual(['a', 'migrations']);
    migrate(db, [good, second]);
    expect(tables()).toEqual(['a', 'b', 'migrations']);
  });

  it('refuse a database of a newer version', () => {
    migrate(db, [good, second]);
    expect(() => migrate(db, [good])).toThrow(/newer version: it has "0002-b"/);
  });

  it('refuse a database that was made with another text of an old one', () => {
    migrate(db, [good]);
    const changed = { ...good, sql: `${good.sql}; CREATE TABLE c (z INTEGER)` };
    expect(() => migrate(db, [changed])).toThrow(/"0001-a" is not the one/);
  });

  it('do not mind how lines end', () => {
    migrate(db, [{ ...good, sql: 'CREATE TABLE a\n(x INTEGER)' }]);
    migrate(db, [{ ...good, sql: 'CREATE TABLE a\r\n(x INTEGER)' }]);
  });

  it('keep receipts of reads and of runs, and the order of both', () => {
    const shipped = readMigrations();
    const before = shipped.filter(({ version }) => version < 12);
    migrate(db, before);
    const insert = db.prepare(
      `INSERT INTO receipts (id, space, job_id, started_at, receipt) VALUES (?, 'home', ?, '2026-11-01', ?)`,
    );
    for (const [id, jobId] of [['rcp_4'], ['rcp_1'], ['rcp_2', 'job_1'], ['rcp_3']]) {
      insert.run(id ?? '', jobId ?? null, JSON.stringify({ receipt_id: id }));
    }
    migrate(db, shipped);
    const list = createRunReads(db).listReceipts({ space: 'home', limit: 5 });
    expect(list.map(({ receipt_id }) => receipt_id)).toEqual(['rcp_4', 'rcp_3', 'rcp_2', 'rcp_1']);
    expect(createPruneSlice(db)({ ...longAgo, keepReadReceipts: 1 })).toBe(2);
    const left = createRunReads(db).listReceipts({ limit: 5 });
    expect(left.map(({ receipt_id }) => receipt_id)).toEqual(['rcp_4', 'rcp_2']);
  });

  it('ship with a number each, and in its order', () => {
    const shipped = readMigrations();
    const numbers = shipped.map(({ version }) => version);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  });
});
