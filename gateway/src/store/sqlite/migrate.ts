import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { GatewayError } from '../../platform/gateway-error.ts';
import { cjkBigrams } from '../../tools/memory/recall/cjk-bigrams.ts';
import { query } from './statement.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The migrations that ship, `0001-….sql` first. */
export function readMigrations(
  folder: URL = new URL('./migrations/', import.meta.url),
): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .toSorted()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      name: file.slice(0, -'.sql'.length),
      sql: readFileSync(new URL(file, folder), 'utf8'),
    }));
}

/** Brings the database to the newest version, one transaction each; refuses one that this program does not know. */
export function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  db.exec(`CREATE TABLE IF NOT EXISTS migrations (
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL
  ) STRICT`);
  const applied = query<Record<string, never>, AppliedMigration>(
    db,
    'SELECT version, name, checksum FROM migrations ORDER BY version',
  );
  refuseStrangers(applied.all({}), migrations);
  // 0005 needs it for memories that are there already.
  db.function('cjk_bigrams', (text) => cjkBigrams(String(text)));
  for (const migration of migrations) applyOnce(db, migration);
}

interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

function refuseStrangers(
  applied: readonly AppliedMigration[],
  migrations: readonly Migration[],
): void {
  for (const { version, name, checksum } of applied) {
    const known = migrations.find((migration) => migration.version === version);
    if (!known) throw newerError(name);
    if (checksumOf(known) !== checksum) throw changedError(name);
  }
}

/* Another process may have been faster, so what is applied is read again inside of the transaction. */
function applyOnce(db: DatabaseSync, migration: Migration): void {
  const { version, name, sql } = migration;
  db.exec('BEGIN IMMEDIATE');
  try {
    if (!db.prepare('SELECT 1 FROM migrations WHERE version = ?').get(version)) {
      db.exec(sql);
      db.prepare('INSERT INTO migrations VALUES (?, ?, ?)').run(
        version,
        name,
        checksumOf(migration),
      );
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}

function newerError(name: string): GatewayError {
  return new GatewayError(
    'storage_unavailable',
    `The database is of a newer version: it has "${name}", which this program does not know.`,
    { hint: 'Start the newer version again, or restore a backup that was made before the update.' },
  );
}

function changedError(name: string): GatewayError {
  return new GatewayError(
    'storage_unavailable',
    `The migration "${name}" is not the one that this database was made with.`,
    { hint: 'Install the program anew: a file of it was changed.' },
  );
}
