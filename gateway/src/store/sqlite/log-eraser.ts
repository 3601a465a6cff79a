import type { DatabaseSync } from 'node:sqlite';
import type { SettleRun } from '../../runs/run-store.ts';

type Settle = (input: SettleRun) => 'settled' | 'fenced';

/* The writer stands still meanwhile; what a reader holds up is erased after a later group. */
const patienceMs = 100;

/**
 * Empties the write-ahead log once something was forgotten: the database overwrites
 * what it deletes, but its log would still hold the text until it is used again.
 */
export function createLogEraser(db: DatabaseSync) {
  const timeout = db.prepare('PRAGMA busy_timeout').get() as { timeout: number };
  let wanted = false;

  return {
    /** The same decision, noticing when it forgets. */
    watching:
      (settle: Settle): Settle =>
      (input) => {
        wanted ||= input.changes.some(({ kind }) => kind === 'memory.forget');
        return settle(input);
      },
    erase(): void {
      if (!wanted) return;
      db.exec(`PRAGMA busy_timeout = ${patienceMs}`);
      try {
        const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
        wanted = busy !== 0;
      } catch {
        // The change itself is committed; a disk that refuses now is tried again after the next group.
      } finally {
        db.exec(`PRAGMA busy_timeout = ${timeout.timeout}`);
      }
    },
  };
}
