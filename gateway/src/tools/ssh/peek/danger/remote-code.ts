import type { Command, CommandNode, SyntaxNode, Word } from 'unbash';
import { forEachChild } from 'unbash';
import { decoders, downloaders } from './known-words.ts';
import { isInterpreter, spokenCommand } from './spoken-command.ts';

/** Something fetched, or decoded from nonsense, that an interpreter is to run; or a shell that is sent out. */
export function findRemoteCode(commands: readonly CommandNode[]): string | undefined {
  const spoken = commands.filter((node) => node.type === 'Command').map(spokenCommand);
  const names = spoken.map(({ name }) => name);
  const interpreterAt = names.findLastIndex(isInterpreter);
  const before = spoken.slice(0, Math.max(0, interpreterAt));
  if (before.some(({ name }) => downloaders.has(name)))
    return 'runs what was fetched from elsewhere';
  if (before.some(({ name, args }) => decoders.has(name) && args.some(isDecoding))) {
    return 'runs what was hidden by an encoding';
  }
  if (
    names.slice(Math.max(0, names.findIndex(isInterpreter))).some(isConnector) &&
    names.some(isInterpreter)
  ) {
    return 'connects a shell to another machine';
  }
  return commands.some((node) => node.type === 'Command' && runsFetched(node))
    ? 'runs what was fetched from elsewhere'
    : undefined;
}

function isDecoding(arg: string): boolean {
  return /^(-d|-D|--decode|-r|-rp|-p|enc)$/.test(arg);
}

function isConnector(name: string): boolean {
  return /^(nc|ncat|netcat|socat|telnet)$/.test(name);
}

/** `bash -c "$(curl …)"`, `source <(wget …)`, `eval "$(… | base64 -d)"`. */
function runsFetched(command: Command): boolean {
  const { name, words } = spokenCommand(command);
  if (!isInterpreter(name)) return words.some((word, index) => index === 0 && hasFetching(word));
  return words.some(hasFetching);
}

function hasFetching(word: Word): boolean {
  let found = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      const { name, args } = spokenCommand(node);
      if (downloaders.has(name) || (decoders.has(name) && args.some(isDecoding))) found = true;
    }
    forEachChild(node, visit);
  };
  visit(word);
  return found;
}
