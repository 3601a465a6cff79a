import {
  identifier,
  matching,
  names,
  text,
  time,
  type OwnGrammar,
  type ValueKind,
  type CallContext,
} from '../command-shape.ts';
import { judgeValue } from '../judge-value.ts';
import { literalOf, type ShellWord } from '../shell-line.ts';
import { confirmBecause, type Refusal } from '../verdict.ts';

const age = matching(/^[+-]?\d{1,9}$/, 'a number');
const size = matching(/^[+-]?\d{1,15}[bcwkMG]?$/, 'a size');
const modes = matching(/^[-/+]?(\d{1,4}|[ugoarwxst=+,-]+)$/, 'a mode');
const kinds = matching(/^[bcdpflsD](,[bcdpflsD])*$/, 'file types');

/** Tests and harmless actions, with what each takes. */
const expressions: ReadonlyMap<string, ValueKind | undefined> = new Map([
  ...flags('-print', '-print0', '-ls', '-prune', '-quit', '-mount', '-xdev', '-depth', '-daystart'),
  ...flags('-follow', '-noleaf', '-nouser', '-nogroup', '-empty', '-readable', '-writable'),
  ...flags('-executable', '-true', '-false', '-not', '-a', '-and', '-o', '-or', '!', '(', ')', ','),
  ...flags('-ignore_readdir_race', '-noignore_readdir_race', '-warn', '-nowarn'),
  ...taking(text, '-name', '-iname', '-path', '-ipath', '-wholename', '-iwholename', '-regex'),
  ...taking(text, '-iregex', '-lname', '-ilname', '-printf'),
  ...taking(
    age,
    '-mtime',
    '-mmin',
    '-atime',
    '-amin',
    '-ctime',
    '-cmin',
    '-links',
    '-inum',
    '-used',
  ),
  ...taking(age, '-maxdepth', '-mindepth', '-uid', '-gid'),
  ...taking(size, '-size'),
  ...taking(modes, '-perm'),
  ...taking(kinds, '-type', '-xtype'),
  ...taking(identifier, '-user', '-group', '-fstype', '-regextype'),
  ...taking(names, '-newer', '-anewer', '-cnewer', '-samefile', '-newermm', '-neweram', '-newercm'),
  ...taking(time, '-newermt', '-newerat', '-newerct'),
]);

/** find runs, deletes and writes by its own actions: each word must be known. */
export const find: OwnGrammar = {
  cmd: 'find',
  judge: (words, context) => {
    const expressionAt = words.findIndex(
      ({ text }, index) => !isGlobal(words, index) && /^[-!(),]/.test(text),
    );
    const starts = words.slice(0, expressionAt === -1 ? undefined : expressionAt);
    for (const start of starts.filter((_, index) => !isGlobal(words, index))) {
      const refusal = judgeValue(start, names, context);
      if (refusal) return refusal;
    }
    return judgeExpression(words.slice(starts.length), context);
  },
  match: [
    "find /var/log -name '*.log' -mtime -1",
    'find /srv -maxdepth 2 -type f -size +100M -ls',
    String.raw`find /tmp \( -name a -o -name b \) ! -user root -printf '%p\n'`,
    'find -L /etc/nginx -type f',
  ],
  notMatch: [
    'find /tmp -delete',
    String.raw`find / -exec id \;`,
    String.raw`find / -execdir id \;`,
    String.raw`find / -ok id \;`,
    'find / -fprint /tmp/x',
    'find / -fls /tmp/x',
    'find / -fprintf /tmp/x %p',
    'find / -name *.log',
    'find -files0-from /etc/shadow',
    'find -D exec /tmp',
    'find / -name x -dele',
    'find ~/.ssh',
  ],
};

function judgeExpression(words: readonly ShellWord[], context: CallContext): Refusal | undefined {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const name = word && literalOf(word);
    if (name === undefined || !expressions.has(name)) {
      return confirmBecause(`find ${word?.text ?? ''} is not known to only read`);
    }
    const kind = expressions.get(name);
    if (kind === undefined) continue;
    at += 1;
    const value = words[at];
    if (value === undefined) return confirmBecause(`find ${name} lacks its value`);
    const refusal = judgeValue(value, kind, context);
    if (refusal) return refusal;
  }
  return undefined;
}

/** How links are followed: `-H`, `-L`, `-P`, before all else. */
function isGlobal(words: readonly ShellWord[], index: number): boolean {
  return words.slice(0, index + 1).every(({ text }) => /^-[HLP]$/.test(text));
}

function flags(...list: readonly string[]): readonly (readonly [string, undefined])[] {
  return list.map((name) => [name, undefined]);
}

function taking(
  kind: ValueKind,
  ...list: readonly string[]
): readonly (readonly [string, ValueKind])[] {
  return list.map((name) => [name, kind]);
}
