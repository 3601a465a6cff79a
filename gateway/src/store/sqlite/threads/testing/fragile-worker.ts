/** A worker that does as it is told, dying included. */
import { workerData } from 'node:worker_threads';
import { GatewayError } from '../../../../platform/gateway-error.ts';
import { runWorker } from '../run-worker.ts';
import { serveReads } from '../serve.ts';

export type FragileOperations = typeof operations;

const operations = {
  echo: (value: unknown) => value,
  refuse: () => {
    throw new GatewayError('storage_unavailable', 'Not now.', { hint: 'Later.', retryable: true });
  },
  fail: () => {
    throw new Error('the inner reason');
  },
  die: () => process.exit(3),
};

runWorker((port) => {
  if (workerData === 'refuse') throw new Error('cannot start');
  serveReads({ port, operations, onClose: () => {} });
});
