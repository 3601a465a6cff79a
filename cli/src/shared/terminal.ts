import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

export type Format = Parameters<typeof styleText>[0];

/** Colours text, where colours are wanted. */
export type Paint = (format: Format, text: string) => string;

/** Where a command speaks to: results go to `out`, everything about them to `note`. */
export interface Terminal {
  out(text: string): void;
  /** The same for any number of lines, no faster than they are read at the other end. */
  outAll(lines: Iterable<string>): Promise<void>;
  note(text: string): void;
  /** Replaces the line that it wrote before; shows nothing where there is no terminal. */
  status(text: string): void;
  readonly paintOut: Paint;
  readonly paintNote: Paint;
  /** Whether results are seen by a person. */
  readonly isOutTerminal: boolean;
  /** Whether progress can be shown. */
  readonly isNoteTerminal: boolean;
  /** Whether somebody can be asked. */
  readonly canAsk: boolean;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  let shownStatus = '';
  const clearStatus = (): void => {
    if (shownStatus !== '') stderr.write('\r\u001b[K');
    shownStatus = '';
  };
  return {
    out(text) {
      clearStatus();
      stdout.write(`${text}\n`);
    },
    async outAll(lines) {
      clearStatus();
      for (const line of lines) {
        if (stdout.errored !== null) return;
        if (!stdout.write(`${line}\n`)) await drained(stdout);
      }
    },
    note(text) {
      clearStatus();
      stderr.write(`${text}\n`);
    },
    status(text) {
      if (!stderr.isTTY || text === shownStatus) return;
      clearStatus();
      stderr.write(text);
      shownStatus = text;
    },
    paintOut: (format, text) => styleText(format, text, { stream: stdout }),
    paintNote: (format, text) => styleText(format, text, { stream: stderr }),
    isOutTerminal: stdout.isTTY,
    isNoteTerminal: stderr.isTTY,
    canAsk: stdin.isTTY && stderr.isTTY,
  };
}

/* A reader that went away drains nothing any more, but says so. */
function drained(stream: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    stream.off('drain', done).off('error', done);
    resolve();
  };
  stream.on('drain', done).on('error', done);
  return promise;
}
