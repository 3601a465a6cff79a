import { createLazy } from '../../platform/lazy.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logger.ts';
import type { VectorChannel } from './sqlite-vector-store.ts';
import { openChannel } from './threads/channel.ts';
import { workerFile } from './threads/start-worker.ts';
import type { VectorWorkerData } from './vectors/vector-worker.ts';

/** The thread that holds vectors in memory, started when it is first asked for. */
export function createVectorThread(
  options: VectorWorkerData & { readonly log?: Logger | undefined },
): Stoppable & { open(): Promise<VectorChannel> } {
  const { path, maxBytes, log } = options;
  const workerData: VectorWorkerData = { path, maxBytes };
  const channel = createLazy((): Promise<VectorChannel> =>
    openChannel({
      name: 'vectors',
      entry: workerFile(new URL('./vectors/vector-worker.ts', import.meta.url)),
      workerData,
      log,
      lostCallsAreHarmless: true,
    }),
  );

  return {
    open: () => channel.load(),
    async stop() {
      await (await channel.settled())?.close();
    },
  };
}
