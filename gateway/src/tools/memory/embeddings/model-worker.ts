/** The thread in which a local model runs. It ends itself when it has taken more memory than it may. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadModel, type Model } from './load-model.ts';
import type { FromModel, ModelData, ToModel } from './model-messages.ts';

const data = workerData as ModelData;
const port = parentPort;
if (!port) throw new Error('this file runs as a worker only');

const memoryBefore = process.memoryUsage.rss();
let model: Model | undefined;
let last = Promise.resolve();

port.on('message', (message: ToModel) => {
  /* One after the other: a model that runs twice at once takes twice the memory, and no less time. */
  last = last.then(() => answer(message));
});

async function answer({ id, texts }: ToModel): Promise<void> {
  try {
    model ??= await loadModel(data);
    post({ id, rows: await model.embed(texts) });
  } catch (error) {
    model = undefined;
    post({ id, reason: reasonOf(error) });
  }
  if (process.memoryUsage.rss() - memoryBefore > data.maxBytes) port?.close();
}

function post(message: FromModel): void {
  port?.postMessage(message);
}

function reasonOf(error: unknown): string {
  return `failed: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
}
