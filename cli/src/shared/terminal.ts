import { styleText } from 'node:util';

export type Format = Parameters<typeof styleText>[0];

/** Colours text, where colours are wanted. */
export type Paint = (format: Format, text: string) => string;

/** Where a command speaks to: results go to `out`, everything about them to `note`. */
export interface Terminal {
  out(text: string): void;
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
