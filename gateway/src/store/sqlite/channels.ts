import type { ReadOperations } from './read-operations.ts';
import type { Channel } from './threads/channel.ts';
import type { WriterOperations } from './writer.ts';

/** The two threads that the stores speak to. */
export interface Channels {
  readonly writer: Channel<WriterOperations>;
  readonly reader: Channel<ReadOperations>;
}
