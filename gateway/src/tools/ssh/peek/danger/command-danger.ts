import type { Command, Word } from 'unbash';
import { firstOf } from '../first-of.ts';
import { judgePlaces } from '../paths/judge-path.ts';
import { homePath } from '../paths/shell-path.ts';
import { readWord } from '../read-word.ts';
import { hasGlob, type ShellWord } from '../shell-line.ts';
import { entriesFor } from '../table/command-table.ts';
import { findAssignmentDanger } from './assignment-danger.ts';
import { findDestruction } from './destruction.ts';
import { overwriters, writers } from './known-words.ts';
import { spokenCommand, wordsOf, type SpokenCommand } from './spoken-command.ts';
import { findWriteDanger } from './write-danger.ts';

/** What one command must never do, whatever stands around it. */
export function findCommandDanger(command: Command): string | undefined {
  const name = command.name?.value ?? '';
  if (/[^\u0020-\u007e\n\t]/.test(name)) return 'the name of the command has letters beyond ASCII';
  const spoken = spokenCommand(command);
  return (
    firstOf(wordsOf(command), (word) => findAssignmentDanger(word.value)) ??
    findDestruction(command, spoken) ??
    findTraceless(spoken) ??
    findNewPrivilege(spoken) ??
    findBackdoor(spoken) ??
    findWritten(spoken) ??
    findGuarded(command, spoken)
  );
}

function findTraceless({ name, args }: SpokenCommand): string | undefined {
  const hides =
    (name === 'history' && args.some((arg) => /^-[cdw]/.test(arg))) ||
    (name === 'unset' && args.some((arg) => arg.startsWith('HIST'))) ||
    (name === 'set' && args.includes('+o') && args.includes('history'));
  return hides ? 'hides what was done' : undefined;
}

function findNewPrivilege({ name, args }: SpokenCommand): string | undefined {
  const setsUid =
    name === 'chmod' && args.some((arg) => /^([ugoa]*\+[rwx]*s|0?[2467][0-7]{3})$/.test(arg));
  const secondRoot =
    /^(useradd|usermod)$/.test(name) &&
    /(^| )(-\w*o\w* -u|-ou|-u|--uid)[ =]?0( |$)/.test(args.join(' '));
  const addsCapability =
    name === 'setcap' && args.some((arg) => /cap_(setuid|sys_admin|dac_|all)/.test(arg));
  return setsUid || secondRoot || addsCapability ? 'lets somebody act as another user' : undefined;
}

function findBackdoor({ name, args }: SpokenCommand): string | undefined {
  const all = args.join(' ');
  const servesShell =
    (/^(nc|ncat|netcat)$/.test(name) && /(^| )(-\w*[ec]|--(sh-)?exec)( |=)/.test(`${all} `)) ||
    (name === 'socat' && /\b(exec|system):/i.test(all)) ||
    (/^(python[\d.]*|perl|ruby|php|lua|node)$/.test(name) &&
      /socket|fsockopen|TCPSocket/i.test(all) &&
      /subprocess|\bpty\b|dup2|exec|system|spawn|child_process|\/bin\/(ba|da)?sh/.test(all));
  return servesShell ? 'connects a shell to another machine' : undefined;
}

function findWritten({ name, args }: SpokenCommand): string | undefined {
  return writers.has(name)
    ? firstOf(args, (arg) => findWriteDanger(arg.replace(/^of=/, '')))
    : undefined;
}

/* Words of these are shown or searched for, not opened. */
const showsWords =
  /^(echo|printf|grep|egrep|fgrep|zgrep|rg|ls|find|man|which|stat|test|\[|locate)$/;
/* These use keys, or guard them; a person may well allow that. */
const usesKeys =
  /^(ssh|sftp|ssh-add|ssh-keygen|ssh-copy-id|chmod|chown|mkdir|kubectl|helm|gpg|git)$/;
const rawDevice = /^\/dev\//;

function findGuarded(command: Command, { name }: SpokenCommand): string | undefined {
  if (showsWords.test(name) || usesKeys.test(name)) return undefined;
  const isKnown = entriesFor(name) !== undefined;
  return firstOf(wordsOf(command).slice(1), (word) => {
    const read = readWord(word);
    /* What a glob does for a known program, its table entry tells better. */
    if ('beyond' in read || (isKnown && hasGlob(read.word))) return undefined;
    return firstOf(pathsWithin(read.word, word), (path) => {
      if (rawDevice.test(path.text) && !overwriters.test(name)) return undefined;
      const guarded = judgePlaces(path, [homePath]);
      return guarded?.kind === 'deny' ? guarded.reason : undefined;
    });
  });
}

/** The word itself, and what stands behind `if=`, `--file=` and `@` in it. */
function pathsWithin(whole: ShellWord, { value }: Word): readonly ShellWord[] {
  const inner = /^(?:[\w-]+=@?|@)(.+)$/.exec(value)?.[1];
  if (inner === undefined) return [whole];
  return [whole, { pieces: [{ kind: 'text', text: inner }], text: inner, plain: false }];
}
