import type { ReadOperations } from './read-operations.ts';
import { isStanding } from './is-standing.ts';
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
  let reader: Channel<ReadOperations> | undefined;
  let opening: Promise<Channel<ReadOperations>> | undefined;
  let closed = false;

  async function openOnce(): Promise<Channel<ReadOperations>> {
    if (closed) throw downError('reader');
    try {
      opening ??= open();
      reader = await opening;
      return reader;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  }

  return {
    async call(operation, ...input) {
      if (reader) return reader.call(operation, ...input);
      /* What is standing has the same name and type there. */
      if (isStanding(operation)) return (writer as Channel<never>).call(operation, ...input);
      return (await openOnce()).call(operation, ...input);
    },
    async close() {
      closed = true;
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}
