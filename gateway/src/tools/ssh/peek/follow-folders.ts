import type { CallContext } from './command-shape.ts';
import { judgePath } from './paths/judge-path.ts';
import { homePath, pathsOf, type ShellPath } from './paths/shell-path.ts';
import { hasGlob, type Join, type ShellCommand } from './shell-line.ts';
import { confirmBecause, type Refusal } from './verdict.ts';

/** Where the next command may look from. */
export interface Folders {
  readonly now: readonly ShellPath[];
  /** Wherever a `cd` may have led so far: which of them ran is known only along `&&`. */
  readonly ever: readonly ShellPath[];
}

export const atHome: Folders = { now: [homePath], ever: [homePath] };

const manyFolders = 16;

export function isChange({ words }: ShellCommand): boolean {
  return words[0]?.plain === true && words[0].text === 'cd';
}

/** What speaks against a `cd`. It changes nothing but where the commands behind it look. */
export function judgeChange({ words }: ShellCommand, context: CallContext): Refusal | undefined {
  const [, folder, ...more] = words;
  if (folder === undefined || more.length > 0 || hasGlob(folder) || folder.text.startsWith('-')) {
    return confirmBecause('cd is followed only to one plain folder');
  }
  if (context.isPiped) return confirmBecause('cd in a pipe');
  if (context.folders.length > manyFolders) {
    return confirmBecause('cd is called too often to follow');
  }
  return judgePath(folder, 'names', context.folders);
}

interface Joins {
  readonly before: Join | undefined;
  readonly behind: Join | undefined;
}

export function foldersAfter(
  { now, ever }: Folders,
  command: ShellCommand,
  { before, behind }: Joins,
): Folders {
  const folder = command.words[1];
  const isFollowed = isChange(command) && folder !== undefined && ever.length <= manyFolders;
  const changed = isFollowed ? pathsOf(folder, now) : now;
  const all = isFollowed ? [...ever, ...changed] : ever;
  /* In `a || cd x && b`, b also runs where a went well, and then there was no cd. */
  const isSure = isFollowed
    ? behind === '&&' && before !== '||'
    : behind === '&&' || behind === '|';
  return { now: isSure ? changed : all, ever: all };
}
