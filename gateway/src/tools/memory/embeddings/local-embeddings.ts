import { getCompileCacheDir } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../../platform/logger.ts';
import type { Embedded, EmbeddingProvider } from './embedding-provider.ts';
import type { LocalEmbeddings } from './embedding-settings.ts';
import { knownPrefixes } from './known-prefixes.ts';
import type { FromModel, ModelData, ToModel } from './model-messages.ts';
import { unitVectors } from './unit-vectors.ts';

/* What its JavaScript may take; the numbers of the model lie outside, and are watched by the thread itself. */
const heapMb = 512;

/** Embeds with a model in a thread of its own, which is started with the first text. */
export function createLocalEmbeddings(
  settings: LocalEmbeddings,
  { log, entry = workerEntry }: { log: Logger; entry?: URL },
): EmbeddingProvider {
  const { model, pooling } = settings;
  const { queryPrefix, documentPrefix } = { ...knownPrefixes(model), ...settings };
  const waiting = new Map<number, (answer: FromModel) => void>();
  let worker: Worker | undefined;
  let lastId = 0;

  function start(): Worker {
    const { cacheDir, offline, maxBytes } = settings;
    const workerData: ModelData = { model, cacheDir, offline, pooling, maxBytes };
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    const started = new Worker(entry, {
      name: 'model',
      workerData,
      resourceLimits,
      env: environment(),
    });
    started.on('message', (answer: FromModel) => {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    });
    started.on('error', (error) => log.warn({ err: error, model }, 'The embedding model died'));
    started.once('exit', () => {
      if (worker === started) worker = undefined;
      for (const [id, settle] of waiting) settle({ id, reason: 'died' });
      waiting.clear();
    });
    started.unref();
    return started;
  }

  function ask(texts: readonly string[]): Promise<FromModel> {
    lastId += 1;
    const { promise, resolve } = Promise.withResolvers<FromModel>();
    waiting.set(lastId, resolve);
    worker ??= start();
    const message: ToModel = { id: lastId, texts };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(message);
    return promise;
  }

  return {
    label: model,
    name: JSON.stringify({ kind: 'local', model, pooling, documentPrefix, queryPrefix }),
    async embed({ texts, as }): Promise<Embedded> {
      const prefix = as === 'query' ? queryPrefix : documentPrefix;
      const answer = await ask(texts.map((text) => prefix + text));
      if ('reason' in answer) return { kind: 'failed', reason: answer.reason, refused: false };
      return unitVectors(answer.rows, { count: texts.length });
    },
    async stop() {
      await worker?.terminate();
    },
  };
}

/* Once built, its URL still says `.ts`, which the compiler does not rewrite inside of strings. */
const workerSource = new URL('./model-worker.ts', import.meta.url);
const workerEntry = import.meta.url.endsWith('.ts')
  ? workerSource
  : new URL(workerSource.href.replace(/\.ts$/, '.js'));

/* Nearly empty: secrets of the environment are none of the model's business. */
function environment(): Record<string, string> {
  const cache = getCompileCacheDir();
  return cache === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(cache) };
}
