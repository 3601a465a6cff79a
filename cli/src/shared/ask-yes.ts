import { askLine } from './ask-line.ts';

/** Asks on the terminal; only "y" or "yes" is a yes. */
export async function askYes(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(`${question} [y/N] `));
}
