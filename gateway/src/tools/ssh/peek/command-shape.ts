import type { ShellPath } from './paths/shell-path.ts';
import type { ShellWord } from './shell-line.ts';
import type { Refusal } from './verdict.ts';

/**
 * One way to call a program that only reads. What is not listed is not allowed: options are compared exactly,
 * because programs also take any unambiguous beginning of a long option.
 */
export interface CommandShape extends OptionShape {
  readonly cmd: string | readonly string[];
  /** Options that may stand between the name and `sub`. */
  readonly lead?: OptionShape;
  /** Words that must follow, such as `compose ls`. */
  readonly sub?: readonly string[];
  /** What the operands are, the last one for all that follow; none by default. */
  readonly operands?: readonly ValueKind[];
  /** How many operands there may be; a glob counts as any number. */
  readonly max?: number;
  readonly min?: number;
  /** One of each of these groups of options must be there. */
  readonly require?: readonly (readonly string[])[];
  /** Without one of these options the output has no end worth waiting for, unless a later command cuts it. */
  readonly bounds?: readonly string[];
  /** Options that stand in for the first operand, such as `grep -e`. */
  readonly replacesFirst?: readonly string[];
  /** Options with which a folder is read with all below it; without an operand, the current one. */
  readonly recursive?: readonly string[];
  /** What the shape cannot say. */
  readonly check?: (call: Call) => string | undefined;
  /** Words put behind the name when it runs; they are allowed there when it is judged. */
  readonly inject?: readonly string[];
  /** Found by the shell itself, never by a path. */
  readonly builtin?: boolean;
  /** Examples, checked by a test: what this shape lets through, and what nothing lets through. */
  readonly match: readonly string[];
  readonly notMatch: readonly string[];
}

export interface OptionShape {
  /** Letters that take no value. */
  readonly switches?: string;
  /** Options that take no value, spelt in full: `--all`, or `-br`. */
  readonly longExact?: readonly string[];
  /** Options that take a value: `-n 5`, `-n5`, `--lines=5`, `--lines 5`. */
  readonly valueOptions?: Readonly<Record<string, ValueKind>>;
  /** Options whose value may be left out, and else is joined to them: `--color=never`. */
  readonly joinedValues?: Readonly<Record<string, ValueKind>>;
  /** `-20`. */
  readonly numeric?: boolean;
}

export type ValueKind =
  /** Shown or searched for, never opened. */
  | { readonly kind: 'text' }
  | { readonly kind: 'matching'; readonly pattern: RegExp; readonly says: string }
  /** A file whose content is shown; `-` is the standard input. */
  | { readonly kind: 'path' }
  /** A file or folder of which only names, dates and sizes are shown. */
  | { readonly kind: 'names' }
  /** A folder that is read with all below it. */
  | { readonly kind: 'tree' };

/** A call that fits a shape, for checks. */
export interface Call {
  readonly has: (...options: readonly string[]) => boolean;
  readonly valuesOf: (option: string) => readonly string[];
  readonly operands: readonly ShellWord[];
  readonly context: CallContext;
}

export interface CallContext {
  /** Where relative paths may begin. */
  readonly folders: readonly ShellPath[];
  /** Its input is the output of another command. */
  readonly isPiped: boolean;
  /** A later command of the same pipe takes only the first or last lines, or counts them. */
  readonly isCutLater: boolean;
}

/** Judges the words behind a name where options and operands say too little. */
export type WordsJudge = (words: readonly ShellWord[], context: CallContext) => Refusal | undefined;

/** A program whose words have a grammar of their own. */
export interface OwnGrammar {
  readonly cmd: string | readonly string[];
  readonly judge: WordsJudge;
  readonly builtin?: boolean;
  readonly match: readonly string[];
  readonly notMatch: readonly string[];
}

export type TableEntry = CommandShape | OwnGrammar;

export const text: ValueKind = { kind: 'text' };
export const path: ValueKind = { kind: 'path' };
export const names: ValueKind = { kind: 'names' };

export function matching(pattern: RegExp, says: string): ValueKind {
  return { kind: 'matching', pattern, says };
}

/** `'a b c'` for a list that would be long otherwise. */
export function wordsOf(list: string): readonly string[] {
  return list.split(' ');
}

export function oneOf(...values: readonly string[]): ValueKind {
  return matching(new RegExp(`^(?:${values.map(escapeForRegExp).join('|')})$`), values.join(', '));
}

export const count = matching(/^\d{1,9}$/, 'a number');
export const few = matching(/^\d{1,4}$/, 'a small number');
/** `5`, `+5`, `-5`, `10K`. */
export const amount = matching(/^[+-]?\d{1,15}([kKMGTPEZY](i?B)?|b)?$/, 'an amount');
export const identifier = matching(/^[A-Za-z0-9_][A-Za-z0-9_.@:+-]*$/, 'a plain name');
export const listOfNames = matching(/^[A-Za-z0-9_][A-Za-z0-9_.,@:+%=-]*$/, 'plain names');
/** Never reaches into the device itself: the program asks the kernel or the drive about it. */
export const device = matching(
  /^(\/dev\/(?!.*\.\.)[A-Za-z0-9_./:+-]+|[a-z][a-z0-9]*)$/,
  'a device',
);
export const time = matching(/^[A-Za-z0-9+-][A-Za-z0-9 :.,+-]*$/, 'a time');

function escapeForRegExp(value: string): string {
  return value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
