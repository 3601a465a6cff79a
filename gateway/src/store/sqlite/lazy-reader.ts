import { createLazy } from '../../platform/lazy.ts';
import { isStanding } from './is-standing.ts';
import type { ReadOperations } from './read-operations.ts';
import { downError, type Channel } from './threads/channel.ts';
import type { WriterOperations } from './writer.ts';

interface LazyReaderParts {
  readonly writer: Channel<WriterOperations>;
  readonly open: () => Promise<Channel<ReadOperations>>;
}

/**
 * The reader, started with the first question of somebody who calls. Until then the writer, which has little to do,
 * answers what the gateway asks of itself: a thread takes 9 MB, and a part of the start.
 */
export function createLazyReader({ writer, open }: LazyReaderParts): Channel<ReadOperations> {
  const reader = createLazy(open);
  let closed = false;

  return {
    async call(operation, ...input) {
      const opened = reader.loaded();
      if (opened) return opened.call(operation, ...input);
      /* What is standing has the same name and type there. */
      if (isStanding(operation)) return (writer as Channel<never>).call(operation, ...input);
      if (closed) throw downError('reader');
      return (await reader.load()).call(operation, ...input);
    },
    async close() {
      closed = true;
      await (await reader.settled())?.close();
    },
  };
}
