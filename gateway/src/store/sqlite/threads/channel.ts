import type { Worker } from 'node:worker_threads';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { Logger } from '../../../platform/logger.ts';
import { postToWorker, type Call, type Failure, type FromWorker } from './messages.ts';
import type { Operations } from './operations.ts';
import { createPendingCalls } from './pending-calls.ts';
import { startWorker, type WorkerOptions } from './start-worker.ts';

const restartPauseMs = 1000;

/** Decisions of a worker, called from the main thread. */
export interface Channel<Table extends Operations> {
  call<Name extends keyof Table & string>(
    name: Name,
    ...input: Parameters<Table[Name]>
  ): Promise<ReturnType<Table[Name]>>;
  /** Waits for what is under way, then ends the worker. */
  close(): Promise<void>;
}

export interface ChannelOptions extends WorkerOptions {
  readonly log: Logger | undefined;
  /** Whether a call that was lost with its worker certainly changed nothing. */
  readonly lostCallsAreHarmless: boolean;
}

/** Starts the worker, and again whenever it dies; until it is back every call is refused at once. */
export async function openChannel<Table extends Operations>(
  options: ChannelOptions,
): Promise<Channel<Table>> {
  const { name, log } = options;
  const pending = createPendingCalls((operation, failure) => logFailure(log, operation, failure));
  let worker: Worker | undefined;
  let closed = false;
  let unsent: Call[] = [];

  async function start(): Promise<void> {
    const started = await startWorker(options);
    let reason: unknown;
    started.on('error', (error) => (reason = error));
    started.once('messageerror', () => void started.terminate());
    started.on('message', (message: FromWorker) => {
      if (message.kind === 'replies') for (const reply of message.replies) pending.settle(reply);
    });
    started.once('exit', () => {
      worker = undefined;
      rejectLost();
      if (closed) return;
      log?.error({ worker: name, err: reason }, 'a worker of the store died; starting it again');
      restart();
    });
    worker = started;
  }

  function rejectLost(): void {
    const neverSent = unsent.map(({ id }) => id);
    unsent = [];
    pending.reject(neverSent, downError(name));
    pending.rejectAll(options.lostCallsAreHarmless ? downError(name) : lostError(name));
  }

  function restart(): void {
    start().catch((error: unknown) => {
      log?.error({ worker: name, err: error }, 'a worker of the store could not start again');
      if (!closed) setTimeout(restart, restartPauseMs).unref();
    });
  }

  function send(): void {
    const calls = unsent;
    unsent = [];
    if (calls.length === 0 || !worker) return;
    try {
      postToWorker(worker, { kind: 'calls', calls });
    } catch (error) {
      if (calls.length > 1) return sendOneByOne(calls);
      pending.reject(
        calls.map(({ id }) => id),
        uncloneableError(error),
      );
    }
  }

  /** One input that cannot be cloned must not spoil the others of its turn. */
  function sendOneByOne(calls: readonly Call[]): void {
    for (const call of calls) {
      unsent = [call];
      send();
    }
  }

  await start();
  return {
    async call(operation, ...input) {
      if (closed || !worker) throw downError(name);
      const { call, answer } = pending.add(operation, input);
      if (unsent.push(call) === 1) setImmediate(send);
      return (await answer) as ReturnType<Table[typeof operation]>;
    },
    async close() {
      if (closed) return;
      closed = true;
      await pending.whenEmpty();
      if (!worker) return;
      const exited = Promise.withResolvers<unknown>();
      worker.once('exit', exited.resolve);
      postToWorker(worker, { kind: 'close' });
      await exited.promise;
    },
  };
}

function logFailure(log: Logger | undefined, operation: string, failure: Failure): void {
  if (failure.cause === undefined) return;
  log?.error({ operation, code: failure.code, cause: failure.cause }, failure.message);
}

/** What is asked of a worker that is not there. */
export function downError(name: string): GatewayError {
  return new GatewayError('storage_unavailable', `The store's ${name} is not running.`, {
    hint: 'Nothing was done. Try again in a moment.',
    retryable: true,
  });
}

/* Not retryable: it may have committed before it died, so "nothing happened" is not certain. */
function lostError(name: string): GatewayError {
  return new GatewayError('storage_unavailable', `The store's ${name} died during this call.`, {
    hint: 'Look at GET /jobs before sending it again: it may have been recorded.',
  });
}

function uncloneableError(cause: unknown): GatewayError {
  return new GatewayError('internal', 'A decision was asked for with something that is not data.', {
    hint: 'This is a fault of the gateway, not of the request. Tell the owner; the log has the cause.',
    cause,
  });
}
