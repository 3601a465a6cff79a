import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface LabelledCommand {
  readonly command: string;
  readonly verdict: string;
  readonly why: string;
}

const root = path.resolve(import.meta.dirname, '../../../../../..');

/** Our own labelled commands. */
export const ownCorpus = path.join(root, 'test/ssh/corpus.tsv');
/** Those that lie beside the repository where it is developed; elsewhere they are missing. */
export const sharedCorpus = path.resolve(root, '../shared/corpus/ssh-commands.tsv');

/** Lines of `command<TAB>verdict<TAB>why`; a command with odd characters is written as `json:"…"`. */
export function readCorpus(file: string): readonly LabelledCommand[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [command = '', verdict = '', why = ''] = line.split('\t');
    return { command: commandOf(command), verdict, why };
  });
}

function commandOf(cell: string): string {
  return cell.startsWith('json:') ? String(JSON.parse(cell.slice('json:'.length))) : cell;
}
