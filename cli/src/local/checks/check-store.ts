import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { findingsOf, reasonOf, type Finding } from './finding.ts';

const { ok, warn, fail } = findingsOf('store');
const restoreMend = 'Stop the gateway, keep a copy of the data folder, and restore a backup.';
/* The check reads all of the file: a second or two at this size. */
const largestCheckedBytes = 512 * 1024 * 1024;

export interface StorePlace {
  readonly dataDir: string;
  readonly isRunning: boolean;
  /** Versions of the migrations that this program ships. */
  readonly knownVersions: readonly number[];
}

export function checkStore({ dataDir, isRunning, knownVersions }: StorePlace): readonly Finding[] {
  const file = path.join(dataDir, 'tutti.db');
  if (!existsSync(file)) return [ok('no database yet; the first start makes it')];
  return [
    ...readDatabase(file, (db) => [checkMigrations(db, knownVersions), checkPages(db, file)]),
    ...(isRunning ? [] : checkLock(path.join(dataDir, 'tutti.lock'))),
  ];
}

function readDatabase(
  file: string,
  look: (db: DatabaseSync) => readonly Finding[],
): readonly Finding[] {
  try {
    using db = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
    return look(db);
  } catch (error) {
    return [fail(`${file} cannot be read: ${reasonOf(error)}.`, restoreMend)];
  }
}

const Applied = z.array(z.object({ version: z.number(), name: z.string() }));

function checkMigrations(db: DatabaseSync, known: readonly number[]): Finding {
  const rows = db.prepare('SELECT version, name FROM migrations ORDER BY version').all();
  const applied = Applied.parse(rows);
  const strange = applied.find(({ version }) => !known.includes(version));
  if (strange !== undefined) {
    const message = `The database is of a newer version of Tutti: it has "${strange.name}".`;
    return fail(message, 'Install the newer version again.');
  }
  const missing = known.length - applied.length;
  if (missing === 0) return ok('the database is up to date');
  return ok(`the next start brings the database up to date (${missing} to go)`);
}

function checkPages(db: DatabaseSync, file: string): Finding {
  const { size } = statSync(file);
  if (size > largestCheckedBytes) return ok('the database is too large to be read through here');
  const rows = db.prepare('PRAGMA quick_check(1)').all();
  const [verdict] = z.array(z.object({ quick_check: z.string() })).parse(rows);
  if (verdict?.quick_check === 'ok') return ok('the database is whole');
  return fail(`The database is damaged: ${verdict?.quick_check ?? 'no answer'}.`, restoreMend);
}

/* The same lock that a gateway takes; it is given back at once. */
function checkLock(file: string): readonly Finding[] {
  if (!existsSync(file)) return [];
  try {
    using db = new DatabaseSync(file, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return [];
  } catch {
    return [
      warn(
        'Another process holds the data folder, but no gateway answers.',
        'It may be starting or stopping. If that lasts, find it ("ps") and end it.',
      ),
    ];
  }
}
