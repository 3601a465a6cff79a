import type { CallContext } from './command-shape.ts';
import { judgeCommand } from './judge-command.ts';
import { judgeRedirect } from './judge-redirect.ts';
import { atHome, foldersAfter, isChange, judgeChange } from './follow-folders.ts';
import type { ShellPath } from './paths/shell-path.ts';
import {
  literalOf,
  type ShellAssignment,
  type ShellCommand,
  type ShellLine,
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
  let where = atHome;
  for (const [index, command] of line.commands.entries()) {
    const folders = where.now;
    const context = contextOf(line, index, folders);
    const words = judgeWords(command, context, options);
    const refusal = strictestOf([
      words.kind === 'reads' ? undefined : words,
      ...command.assignments.map(judgeAssignment),
      ...command.redirects.map((redirect) => judgeRedirect(redirect, folders)),
    ]);
    if (refusal) refusals.push(refusal);
    else if (words.kind === 'reads') commands.push({ ...command, words: words.words });
    where = foldersAfter(where, command, {
      before: line.joins[index - 1],
      behind: line.joins[index],
    });
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
  if (!isChange(command)) return judgeCommand(words, context);
  return judgeChange(command, context) ?? ({ kind: 'reads', words } as const);
}

function isExactly(words: readonly ShellWord[], listed: readonly string[]): boolean {
  return (
    words.length > 0 &&
    words.length === listed.length &&
    listed.every((text, index) => words[index] !== undefined && literalOf(words[index]) === text)
  );
}

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
