import type { Writable } from 'node:stream';

/** Writes to a process, a line at a time. */
export interface LineWriter {
  /** Resolves when there is room for more, or nobody will read any of it. */
  write(line: string): Promise<void>;
  /** Hands over at once what still waits for the end of the turn. */
  flush(): void;
}

/** Lines of one turn of the event loop go out together: one by one, each would cost a system call on either side. */
export function createLineWriter(stdin: Writable, ended: Promise<unknown>): LineWriter {
  let waiting = '';
  const flush = () => {
    if (waiting === '') return;
    const lines = waiting;
    waiting = '';
    stdin.write(lines);
  };
  return {
    write(line) {
      if (waiting === '') setImmediate(flush);
      waiting += `${line}\n`;
      return stdin.writableNeedDrain ? drained(stdin, ended) : thereIsRoom;
    },
    flush,
  };
}

/* Nearly always so: one promise does for all. */
const thereIsRoom = Promise.resolve();

async function drained(stdin: Writable, ended: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  stdin.once('drain', resolve);
  await Promise.race([promise, ended]);
  stdin.off('drain', resolve);
}
