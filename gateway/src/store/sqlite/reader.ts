/** The worker thread for questions, on a connection that cannot write. */
import { workerData } from 'node:worker_threads';
import { waitAtGate } from './gate.ts';
import { openForReading } from './open-database.ts';
import { createReadOperations } from './read-operations.ts';
import { runWorker } from './threads/run-worker.ts';
import { serveReads } from './threads/serve.ts';
import type { WorkerData } from './worker-data.ts';

runWorker((port) => {
  const { path, tablesReady } = workerData as WorkerData;
  waitAtGate(tablesReady);
  const db = openForReading(path);
  serveReads({ port, operations: createReadOperations(db), onClose: () => db.close() });
});
