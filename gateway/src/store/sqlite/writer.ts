/** The worker thread in which everything is written: one connection, one group after another. */
import { workerData } from 'node:worker_threads';
import { migrate, readMigrations } from './migrate.ts';
import { openForWriting, type DatabaseOptions } from './open-database.ts';
import { createGroupCommit } from './threads/group-commit.ts';
import { runWorker } from './threads/run-worker.ts';
import { serveWrites } from './threads/serve.ts';
import { createWriteOperations, type WriteOperations } from './write-operations.ts';
import { createWriteProof, type WriteProof } from './write-proof.ts';

export type WriterOperations = WriteOperations & Pick<WriteProof, 'proveWritable'>;

runWorker((port) => {
  const db = openForWriting(workerData as DatabaseOptions);
  migrate(db, readMigrations());
  const { note, proveWritable } = createWriteProof(db);
  const operations: WriterOperations = { ...createWriteOperations(db), proveWritable };
  serveWrites({
    port,
    commitGroup: createGroupCommit(db, { operations, onOutcome: note }),
    onClose() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    },
  });
});
