import type { ErrorBody } from '#contract';
import type { MessagePort, Worker } from 'node:worker_threads';

/** One decision asked of a worker. */
export interface Call {
  readonly id: number;
  readonly name: string;
  readonly input: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** An error on its way between threads. `cause` is for the log and goes no further. */
export type Failure = Omit<ErrorBody, 'details'> & { readonly cause?: string };

/** Both directions carry all that gathered in one turn of the event loop: a message costs more than what is in it. */
export type ToWorker =
  | { readonly kind: 'calls'; readonly calls: readonly Call[] }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'replies'; readonly replies: readonly Reply[] };

export function postToWorker(worker: Worker, message: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(message);
}

export function postToMain(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}
