import type { DatabaseSync } from 'node:sqlite';
import { command } from './statement.ts';

export interface WriteProof {
  readonly note: (stored: boolean) => void;
  /** Costs nothing while all is well; throws, or lets the commit fail, while the disk refuses. */
  readonly proveWritable: () => void;
  /** Changes a row in any case, and hardly anything. */
  readonly writeLittle: () => void;
}

/** Knows whether the disk took the last group of changes, and tries it again when asked. */
export function createWriteProof(db: DatabaseSync): WriteProof {
  /* So much that a disk with room for a few pages only still counts as full. */
  const tryIt = command<Record<string, never>>(
    db,
    'UPDATE write_proof SET bytes = randomblob(65536)',
  );
  /* By chance: SQLite does not write what is there already. */
  const change = command<Record<string, never>>(db, 'UPDATE write_proof SET bytes = randomblob(8)');
  let storedLast = true;
  return {
    note(stored) {
      storedLast = stored;
    },
    proveWritable() {
      if (!storedLast) tryIt({});
    },
    writeLittle() {
      change({});
    },
  };
}
