/** The worker thread that holds vectors in memory, on a connection that cannot write. */
import { workerData } from 'node:worker_threads';
import { openForReading } from '../open-database.ts';
import { runWorker } from '../threads/run-worker.ts';
import { serveReads } from '../threads/serve.ts';
import { createVectorDesk } from './vector-desk.ts';

export interface VectorWorkerData {
  readonly path: string;
  readonly maxBytes: number;
}

/* What was forgotten leaves the memory of this thread even if nobody searches. */
const lookAgainMs = 1000;

runWorker((port) => {
  const { path, maxBytes } = workerData as VectorWorkerData;
  const db = openForReading(path);
  let working: NodeJS.Immediate | undefined;
  const work = () => {
    working = desk.catchUp() ? setImmediate(work) : undefined;
  };
  const onWork = () => void (working ??= setImmediate(work));
  const desk = createVectorDesk(db, { maxBytes, onWork });
  const { catchUp: _, ...operations } = desk;
  const looking = setInterval(onWork, lookAgainMs);
  serveReads({
    port,
    operations,
    onClose() {
      clearInterval(looking);
      clearImmediate(working);
      db.close();
    },
  });
});
