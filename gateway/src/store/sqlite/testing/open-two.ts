import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TwoStores } from '../../../platform/testing/two-stores.ts';
import { openSqliteStore, type SqliteStore } from '../open-sqlite-store.ts';

/** A real file in a folder of its own, opened twice. */
export async function openTwoSqliteStores(): Promise<TwoStores<SqliteStore>> {
  const folder = makeTempFolder();
  const file = path.join(folder, 'tutti.db');
  const open = () => openSqliteStore({ path: file });
  const [a, b] = await Promise.all([open(), open()]);
  const db = new DatabaseSync(file);
  return {
    a,
    b,
    clear: () => emptyTables(db),
    async close() {
      db.close();
      await Promise.all([a.close(), b.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

export function makeTempFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'tutti-store-'));
}

function emptyTables(db: DatabaseSync): void {
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table'
       AND name NOT IN ('migrations', 'write_proof') AND name NOT LIKE 'memory_index%' AND name <> 'sqlite_sequence'`,
    )
    .all();
  const deletes = tables.map(({ name }) => `DELETE FROM "${String(name)}";`).join('');
  db.exec(`PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN IMMEDIATE; ${deletes}
    INSERT INTO memory_index (memory_index) VALUES ('delete-all'); COMMIT`);
}
