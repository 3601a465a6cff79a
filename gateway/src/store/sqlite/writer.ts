/** The worker thread in which everything is written: one connection, one group after another. */
import { workerData } from 'node:worker_threads';
import { createFileEraser } from './forgetting/file-eraser.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openForWriting } from './open-database.ts';
import { createGroupCommit } from './threads/group-commit.ts';
import { runWorker } from './threads/run-worker.ts';
import { serveWrites } from './threads/serve.ts';
import { createWriteOperations, type WriteOperations } from './write-operations.ts';
import type { WorkerData } from './worker-data.ts';
import { createWriteProof, type WriteProof } from './write-proof.ts';

export type WriterOperations = WriteOperations & Pick<WriteProof, 'proveWritable'>;

runWorker((port) => {
  const db = openForWriting(workerData as WorkerData);
  migrate(db, readMigrations());
  const { note, proveWritable } = createWriteProof(db);
  const eraser = createFileEraser(db, (workerData as WorkerData).path);
  eraser.finishLast();
  const operations: WriterOperations = { ...createWriteOperations(db, eraser), proveWritable };
  const onOutcome = (stored: boolean) => {
    note(stored);
    if (stored) eraser.afterCommit();
  };
  serveWrites({
    port,
    commitGroup: createGroupCommit(db, { operations, onOutcome }),
    onClose() {
      try {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // What a full disk leaves in the log is read from there at the next start.
      }
      db.close();
      eraser.close();
    },
  });
});
