import { shellQuote } from '../shared/shell-quote.ts';

export interface CallLine {
  readonly intent: string;
  /** As they were written on the command line. */
  readonly assignments: readonly string[];
  readonly inputs?: string;
  readonly mode?: string;
  readonly key?: string;
  readonly url?: string;
}

/** The command that makes the same call again, going on with a preview where there is a token. */
export function callCommand(line: CallLine, confirmToken?: string): string {
  const words = [
    'tutti',
    'call',
    line.intent,
    ...line.assignments,
    ...flag('--inputs', line.inputs),
    ...flag('--mode', line.mode),
    ...flag('--key', line.key),
    ...flag('--url', line.url),
    ...flag('--confirm-token', confirmToken),
  ];
  return words.map(shellQuote).join(' ');
}

function flag(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}
