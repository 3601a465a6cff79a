import { createInterface } from 'node:readline';
import { CliError } from './cli-error.ts';

/**
 * Asks on the terminal for one line; empty where nothing comes. What was typed or pasted beyond it answers the next
 * question. Ctrl-C is no answer, and ends the command.
 */
export async function askLine(question: string): Promise<string> {
  const { stdin: input, stderr: output } = process;
  const lines = createInterface({ input, output });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let beyond = '';
  lines.question(question, (answer) => {
    resolve(answer);
    lines.on('line', (line) => (beyond += `${line}\n`));
  });
  lines.once('SIGINT', () => reject(new CliError('not_answered', 'Nothing more was done.')));
  lines.once('close', () => resolve(''));
  try {
    return (await promise).trim();
  } finally {
    beyond += lines.line;
    lines.close();
    if (beyond !== '') input.unshift(beyond);
  }
}
