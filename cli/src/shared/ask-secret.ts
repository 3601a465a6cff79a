import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from './cli-error.ts';

/** Asks on the terminal for something that must not be seen on it. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.once('line', resolve);
  lines.once('SIGINT', () => reject(new CliError('not_answered', 'Nothing was done.')));
  lines.once('close', () => reject(new CliError('not_answered', 'Nothing was done.')));
  try {
    return (await promise).trim();
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
