import type { CallContext } from './command-shape.ts';
import { judgeCommand } from './judge-command.ts';
import { judgePath } from './paths/judge-path.ts';
import { homePath, pathsOf, type ShellPath } from './paths/shell-path.ts';
import {
  hasGlob,
  literalOf,
  type ShellAssignment,
  type ShellCommand,
  type ShellLine,
  type ShellRedirect,
  type ShellWord,
} from './shell-line.ts';
import { confirmBecause, strictestOf, type Refusal } from './verdict.ts';

/** A line that only reads, as it is to run; or what speaks against it. */
export type JudgedLine = { readonly kind: 'reads'; readonly line: ShellLine } | Refusal;

export interface LineOptions {
  /** Exact commands that the owner lets through for a host, such as `sudo smartctl -a /dev/sda`. */
  readonly extraReads: readonly (readonly string[])[];
}

export function judgeLine(line: ShellLine, options: LineOptions): JudgedLine {
  const refusals: Refusal[] = [];
  const commands: ShellCommand[] = [];
  let folders: readonly ShellPath[] = [homePath];
  for (const [index, command] of line.commands.entries()) {
    const context = contextOf(line, index, folders);
    const words = judgeWords(command, context, options);
    const refusal = strictestOf([
      words.kind === 'reads' ? undefined : words,
      ...command.assignments.map(judgeAssignment),
      ...command.redirects.map((redirect) => judgeRedirect(redirect, folders)),
    ]);
    if (refusal) refusals.push(refusal);
    else if (words.kind === 'reads') commands.push({ ...command, words: words.words });
    folders = foldersAfter(command, folders);
  }
  return strictestOf(refusals) ?? { kind: 'reads', line: { commands, joins: line.joins } };
}

function contextOf(
  { commands, joins }: ShellLine,
  index: number,
  folders: readonly ShellPath[],
): CallContext {
  let end = index;
  while (joins[end] === '|') end += 1;
  const later = commands.slice(index + 1, end + 1);
  const isCutLater = later.some(({ words }) => /^(head|tail|wc)$/.test(words[0]?.text ?? ''));
  return { folders, isPiped: joins[index - 1] === '|', isCutLater };
}

function judgeWords(command: ShellCommand, context: CallContext, { extraReads }: LineOptions) {
  const { words } = command;
  if (extraReads.some((listed) => isExactly(words, listed)))
    return { kind: 'reads', words } as const;
  if (words[0]?.plain === true && words[0].text === 'cd') return judgeChange(words, context);
  return judgeCommand(words, context);
}

function isExactly(words: readonly ShellWord[], listed: readonly string[]): boolean {
  return (
    words.length > 0 &&
    words.length === listed.length &&
    listed.every((text, index) => words[index] !== undefined && literalOf(words[index]) === text)
  );
}

/** `cd` changes nothing but where the commands behind it look: `foldersAfter` follows it. */
function judgeChange(words: readonly ShellWord[], { folders, isPiped }: CallContext) {
  const [, folder, ...more] = words;
  if (folder === undefined || more.length > 0 || hasGlob(folder) || folder.text.startsWith('-')) {
    return confirmBecause('cd is followed only to one plain folder');
  }
  if (isPiped) return confirmBecause('cd in a pipe');
  if (folders.length > manyFolders) return confirmBecause('cd is called too often to follow');
  return judgePath(folder, 'names', folders) ?? ({ kind: 'reads', words } as const);
}

/* Whether a `cd` ran is not known here, so that what follows is judged for both. */
function foldersAfter(
  { words }: ShellCommand,
  folders: readonly ShellPath[],
): readonly ShellPath[] {
  const [name, folder] = words;
  if (name?.text !== 'cd' || folder === undefined || folders.length > manyFolders) return folders;
  return [...folders, ...pathsOf(folder, folders)];
}

const manyFolders = 16;

const assignmentValues: Readonly<Record<string, RegExp>> = {
  TZ: /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/,
  LANG: /^[A-Za-z][A-Za-z0-9_.@-]*$/,
  LC_ALL: /^[A-Za-z][A-Za-z0-9_.@-]*$/,
  COLUMNS: /^\d{1,4}$/,
  NO_COLOR: /^[A-Za-z0-9]*$/,
};

function judgeAssignment({ name, value }: ShellAssignment): Refusal | undefined {
  const pattern = Object.hasOwn(assignmentValues, name) ? assignmentValues[name] : undefined;
  return pattern?.test(literalOf(value) ?? '\n') === true
    ? undefined
    : confirmBecause(`the variable ${name} may change what the command does`);
}

function judgeRedirect(
  redirect: ShellRedirect,
  folders: readonly ShellPath[],
): Refusal | undefined {
  switch (redirect.kind) {
    case 'copy':
      return redirect.from <= 2 && redirect.to <= 2 && redirect.to > 0 && redirect.from > 0
        ? undefined
        : confirmBecause('an unusual redirect');
    case 'close':
      return confirmBecause('it closes a stream');
    case 'both':
      return judgeOutput(redirect.target);
    case 'file':
      if (redirect.from > 2) return confirmBecause('an unusual redirect');
      return redirect.operator === '<'
        ? judgeInput(redirect, folders)
        : judgeOutput(redirect.target);
    default:
      redirect satisfies never;
      return confirmBecause('an unknown redirect');
  }
}

function judgeInput(
  { from, target }: { readonly from: number; readonly target: ShellWord },
  folders: readonly ShellPath[],
): Refusal | undefined {
  if (from !== 0 || hasGlob(target)) return confirmBecause('an unusual redirect');
  return judgePath(target, 'content', folders);
}

function judgeOutput(target: ShellWord): Refusal | undefined {
  return literalOf(target) === '/dev/null'
    ? undefined
    : confirmBecause(`it writes to ${target.text}`);
}
