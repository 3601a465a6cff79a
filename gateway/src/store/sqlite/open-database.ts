import { DatabaseSync } from 'node:sqlite';

export interface DatabaseOptions {
  readonly path: string;
  /** `OFF` exists only so that a test can show that the check for synced commits can fail. */
  readonly synchronous: 'FULL' | 'OFF';
}

/* How long a commit of another process is waited for. */
const busyTimeoutMs = 5000;

export function openForWriting({ path, synchronous }: DatabaseOptions): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${synchronous};
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -8000;
    PRAGMA journal_size_limit = 67108864;
  `);
  return db;
}

/* Not memory-mapped: a read error of the disk would then be a signal that ends the process. */
export function openForReading(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true });
  db.exec(`
    PRAGMA query_only = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -8000;
  `);
  return db;
}
