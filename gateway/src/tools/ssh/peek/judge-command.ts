import type { CallContext, CommandShape, TableEntry } from './command-shape.ts';
import { judgeShape } from './judge-shape.ts';
import { literalOf, type ShellWord } from './shell-line.ts';
import { entriesFor } from './table/command-table.ts';
import { confirmBecause, strictestOf, type Refusal } from './verdict.ts';

/** A command that only reads, as it is to run; or what speaks against it. */
export type JudgedCommand =
  | { readonly kind: 'reads'; readonly words: readonly ShellWord[] }
  | Refusal;

const systemFolder = /^\/(?:usr\/)?s?bin\//;

export function judgeCommand(words: readonly ShellWord[], context: CallContext): JudgedCommand {
  const [name, ...rest] = words;
  if (name === undefined) return confirmBecause('there is no command');
  if (!name.plain) return confirmBecause(`the name of the command is not plain: ${name.text}`);
  const bare = name.text.replace(systemFolder, '');
  const wrapped = skipWrapper(bare, rest);
  if (wrapped !== undefined) return judgeWrapped({ name, rest, wrapped }, context);
  if (bare.includes('/'))
    return confirmBecause(`${name.text} is not in one of the system's folders`);
  const entries = entriesFor(bare)?.filter((entry) => entry.builtin !== true || bare === name.text);
  if (!entries?.length)
    return confirmBecause(`${bare} is not among the commands known to only read`);
  const searches = entries.some((entry) => 'replacesFirst' in entry);
  return judgeEntries({ name, rest: searches ? quoteSelfAvoiding(rest) : rest, entries }, context);
}

/* `ps | grep [n]ginx` means the pattern, and means it so that it does not find itself. */
function quoteSelfAvoiding(rest: readonly ShellWord[]): readonly ShellWord[] {
  const at = rest.findIndex((word) => !word.text.startsWith('-'));
  const pattern = /^\.\/(\[[A-Za-z0-9]\][\w.-]+)$/.exec(rest[at]?.text ?? '')?.[1];
  return pattern === undefined ? rest : rest.with(at, plainWord(pattern));
}

interface Wrapped {
  readonly name: ShellWord;
  readonly rest: readonly ShellWord[];
  readonly wrapped: number | 'unknown';
}

function judgeWrapped({ name, rest, wrapped }: Wrapped, context: CallContext): JudgedCommand {
  if (wrapped === 'unknown')
    return confirmBecause(`this form of ${name.text} is not known to only read`);
  const inner = judgeCommand(rest.slice(wrapped), context);
  if (inner.kind !== 'reads') return inner;
  const [innerName, ...words] = inner.words;
  if (innerName === undefined) return inner;
  const marked = { ...innerName, isName: true } as const;
  return { kind: 'reads', words: [name, ...rest.slice(0, wrapped), marked, ...words] };
}

/** How many words belong to `nice` or `timeout` themselves. */
function skipWrapper(name: string, rest: readonly ShellWord[]): number | 'unknown' | undefined {
  const words = rest.slice(0, 2).map((word) => literalOf(word) ?? '');
  if (name === 'timeout') return /^\d{1,4}(\.\d+)?[sm]?$/.test(words[0] ?? '') ? 1 : 'unknown';
  if (name !== 'nice') return undefined;
  if (words[0] === '-n') return /^-?\d{1,2}$/.test(words[1] ?? '') ? 2 : 'unknown';
  if (/^-n?-?\d{1,2}$/.test(words[0] ?? '')) return 1;
  return words[0]?.startsWith('-') === true ? 'unknown' : 0;
}

interface Candidate {
  readonly name: ShellWord;
  readonly rest: readonly ShellWord[];
  readonly entries: readonly TableEntry[];
}

function judgeEntries({ name, rest, entries }: Candidate, context: CallContext): JudgedCommand {
  if (asksAboutItself(rest, entries)) return { kind: 'reads', words: [name, ...rest] };
  const meant: Refusal[] = [];
  const otherwise: Refusal[] = [];
  const bare: Refusal[] = [];
  for (const entry of entries) {
    const { refusal, isMeant } = judgeEntry(rest, entry, context);
    if (!refusal) return { kind: 'reads', words: withInjected({ name, rest, entry }) };
    if ('sub' in entry) (isMeant ? meant : otherwise).push(refusal);
    else bare.push(refusal);
  }
  const refusal =
    strictestOf([...meant, ...otherwise, ...bare]) ??
    confirmBecause('it is not known to only read');
  return { kind: refusal.kind, reason: `${name.text}: ${refusal.reason}` };
}

function judgeEntry(rest: readonly ShellWord[], entry: TableEntry, context: CallContext) {
  return 'judge' in entry
    ? { refusal: entry.judge(rest, context), isMeant: true }
    : judgeShape(rest, entry, context);
}

/* Each program of the table prints its version and its help, and does nothing else; `git --help` opens a pager. */
function asksAboutItself(rest: readonly ShellWord[], entries: readonly TableEntry[]): boolean {
  const [only] = rest;
  if (only === undefined || rest.length > 1 || literalOf(only) !== '--version') return false;
  const isProgram = entries.every((entry) => entry.builtin !== true && !('inject' in entry));
  return isProgram && entries.some((entry) => 'judge' in entry || hasGnuStyle(entry));
}

function hasGnuStyle(entry: CommandShape): boolean {
  return entry.longExact?.some((option) => option.startsWith('--')) ?? false;
}

interface Found {
  readonly name: ShellWord;
  readonly rest: readonly ShellWord[];
  readonly entry: TableEntry;
}

function withInjected({ name, rest, entry }: Found): readonly ShellWord[] {
  const inject = 'inject' in entry ? (entry.inject ?? []) : [];
  const isThere = inject.every((word, index) => rest[index]?.text === word);
  return isThere ? [name, ...rest] : [name, ...inject.map(plainWord), ...rest];
}

function plainWord(text: string): ShellWord {
  return { pieces: [{ kind: 'text', text }], text, plain: true };
}
