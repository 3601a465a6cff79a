import { createInterface } from 'node:readline';

/** Asks on the terminal; only "y" or "yes" is a yes. */
export async function askYes(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const { promise, resolve } = Promise.withResolvers<string>();
  lines.question(`${question} [y/N] `, resolve);
  lines.once('close', () => resolve(''));
  const answer = await promise;
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
