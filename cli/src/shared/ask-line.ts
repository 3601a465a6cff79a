import { createInterface } from 'node:readline';

/** Asks on the terminal for one line; empty where nothing comes. */
export async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const { promise, resolve } = Promise.withResolvers<string>();
  lines.question(question, resolve);
  lines.once('close', () => resolve(''));
  const answer = await promise;
  lines.close();
  return answer.trim();
}
