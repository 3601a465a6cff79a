/** The worker thread for questions, on a connection that cannot write. */
import { workerData } from 'node:worker_threads';
import { openForReading, type DatabaseOptions } from './open-database.ts';
import { createReadOperations } from './read-operations.ts';
import { runWorker } from './threads/run-worker.ts';
import { serveReads } from './threads/serve.ts';

runWorker((port) => {
  const { path } = workerData as DatabaseOptions;
  const db = openForReading(path);
  serveReads({ port, operations: createReadOperations(db), onClose: () => db.close() });
});
