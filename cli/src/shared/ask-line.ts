import { createInterface } from 'node:readline';
import { CliError } from './cli-error.ts';

/** Asks on the terminal for one line; empty where nothing comes. Ctrl-C is no answer, and ends the command. */
export async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.question(question, resolve);
  lines.once('SIGINT', () => reject(new CliError('not_answered', 'Nothing more was done.')));
  lines.once('close', () => resolve(''));
  try {
    return (await promise).trim();
  } finally {
    lines.close();
  }
}
