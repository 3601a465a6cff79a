import { parentPort, type MessagePort } from 'node:worker_threads';
import { failureOf } from './failure.ts';
import { postToMain } from './messages.ts';

/** Starts what a worker does, and tells the main thread whether it could: that is what `openChannel` waits for. */
export function runWorker(start: (port: MessagePort) => void): void {
  if (!parentPort) throw new Error('this file runs as a worker only');
  try {
    start(parentPort);
    postToMain(parentPort, { kind: 'ready' });
  } catch (error) {
    postToMain(parentPort, { kind: 'refused', failure: failureOf(error) });
    parentPort.close();
  }
}
