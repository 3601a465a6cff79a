import { parse } from 'unbash';
import { findDanger } from './danger/find-danger.ts';
import { walkScript } from './danger/walk-script.ts';
import { findHiddenCharacter } from './hidden-characters.ts';
import { judgeLine } from './judge-line.ts';
import { readShellLine } from './read-shell-line.ts';
import { renderLine } from './render-line.ts';
import { literalOf, type ShellLine } from './shell-line.ts';
import { confirmBecause, denyBecause, type PeekVerdict } from './verdict.ts';

interface ClassifyOptions {
  /** Commands, word by word, that the owner lets through on this host as they are. */
  readonly extraReads?: readonly (readonly string[])[];
}

const maxBytes = 4096;
const maxCommands = 20;
const maxOpened = 100;

/**
 * Decides whether a command provably only reads. Pure; what it lets through runs as `rendering`, never as the
 * text that came in, and what is unknown is never let through.
 */
export function classifyCommand(
  command: string,
  { extraReads = [] }: ClassifyOptions = {},
): PeekVerdict {
  if (Buffer.byteLength(command) > maxBytes) return denyBecause('it is longer than 4 KB');
  const hidden = findHiddenCharacter(command);
  if (hidden !== undefined) return denyBecause(`it has ${hidden}`);
  /* The time to parse grows with the square of the depth, and the stack with it. */
  if (command.replaceAll(/[^({`]/g, '').length > maxOpened)
    return denyBecause('it nests too deeply');
  const script = parse(command);
  const { nodes, errors } = walkScript(script);
  const commandCount = nodes.filter(({ type }) => type === 'Command').length;
  if (commandCount > maxCommands) return denyBecause(`it is more than ${maxCommands} commands`);
  const danger = findDanger(command, nodes);
  if (danger !== undefined) return denyBecause(danger);
  if (errors[0] !== undefined) return unreadable(`it does not parse: ${errors[0]}`);
  const read = readShellLine(script);
  if ('beyond' in read) return confirmBecause(`${read.beyond} cannot be judged`);
  return judgeRead(read.line, extraReads);
}

function judgeRead(line: ShellLine, extraReads: readonly (readonly string[])[]): PeekVerdict {
  if (line.commands.length === 0) return unreadable('there is no command in it');
  const judged = judgeLine(line, { extraReads });
  if (judged.kind !== 'reads') {
    return judged.kind === 'deny'
      ? { kind: 'deny', reason: judged.reason }
      : { kind: 'needs_confirm', reason: judged.reason, rendering: renderLine(line) };
  }
  const commands = judged.line.commands.map(({ words }) => words.map(({ text }) => text));
  return {
    kind: 'peek_ok',
    reason: reasonFor(judged.line),
    rendering: renderLine(judged.line),
    commands,
  };
}

function unreadable(reason: string): PeekVerdict {
  return { kind: 'needs_confirm', reason, isUnreadable: true };
}

function reasonFor({ commands }: ShellLine): string {
  const names = new Set(commands.map(({ words }) => words[0] && literalOf(words[0])));
  return `only reads: ${[...names].join(', ')}`;
}
