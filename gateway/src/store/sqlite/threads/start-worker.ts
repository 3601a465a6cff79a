import { getCompileCacheDir } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { GatewayError } from '../../../platform/gateway-error.ts';
import { errorOf } from './failure.ts';
import type { FromWorker } from './messages.ts';

export interface WorkerOptions {
  /** What the worker is for, in logs. */
  readonly name: string;
  readonly entry: URL;
  readonly workerData: unknown;
  /** What its young objects may take. Left alone, V8 gives them tens of megabytes, and keeps them. */
  readonly youngMb?: number;
}

/** Starts a worker and waits until it is ready; rejects with its own reason where it refuses. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { name, entry, workerData, youngMb } = options;
  const resourceLimits = youngMb === undefined ? {} : { maxYoungGenerationSizeMb: youngMb };
  const worker = new Worker(entry, { name, workerData, env: workerEnvironment(), resourceLimits });
  const { promise, resolve, reject } = Promise.withResolvers<Worker>();
  worker.on('error', (error) => reject(startError(name, error)));
  worker.once('exit', () => reject(startError(name)));
  worker.once('message', (message: FromWorker) => {
    if (message.kind === 'refused') reject(errorOf(message.failure));
    else resolve(worker);
  });
  return await promise;
}

/**
 * Nearly empty: secrets that the environment holds are none of the store's business. Only the cache of compiled
 * modules is passed on, without which each worker loads a compiler of its own (25 MB) to run from source.
 */
function workerEnvironment(): Record<string, string> {
  const cache = getCompileCacheDir();
  return cache === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(cache) };
}

/**
 * The file of a worker as it exists here: sources run as they are, but once built their URL
 * still says `.ts`, which the compiler does not rewrite inside of strings.
 */
export function workerFile(source: URL): URL {
  if (import.meta.url.endsWith('.ts')) return source;
  return new URL(source.href.replace(/\.ts$/, '.js'));
}

function startError(name: string, cause?: unknown): GatewayError {
  return new GatewayError('storage_unavailable', `The store's ${name} could not start.`, {
    hint: 'The log has the cause.',
    retryable: true,
    cause,
  });
}
