import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GatewayError } from '../../platform/gateway-error.ts';
import { preparePrivateFile } from './data-folder.ts';
import { isStorageError } from './threads/failure.ts';

/* A lock that nobody refers to would be collected, and so released. */
const held = new Set<DatabaseSync>();

export interface DataFolderLock {
  release(): void;
}

/**
 * Takes a data folder for this process alone, or throws at once. The lock is a file lock
 * that the operating system drops when the process ends, however it ends.
 */
export function lockDataFolder(folder: string): DataFolderLock {
  const file = path.join(folder, 'tutti.lock');
  preparePrivateFile(file);
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw isStorageError(error) ? takenError(folder, error) : error;
  }
  held.add(db);
  return {
    release() {
      if (held.delete(db)) db.close();
    },
  };
}

function takenError(folder: string, cause: unknown): GatewayError {
  return new GatewayError(
    'storage_unavailable',
    `Another Tutti uses the data folder "${folder}".`,
    {
      hint: 'Stop the other one first, or give this one a folder of its own in TUTTI_DATA_DIR.',
      cause,
    },
  );
}
