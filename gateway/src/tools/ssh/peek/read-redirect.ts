import type { Redirection, RedirectOperator } from 'unbash';
import { readWord } from './read-word.ts';
import { literalOf, type ShellRedirect, type ShellWord } from './shell-line.ts';

type ReadRedirect = { readonly redirect: ShellRedirect } | { readonly beyond: string };

/** A redirect as far as it can be judged and rendered, or what lies beyond that. */
export function readRedirect(node: Redirection): ReadRedirect {
  if (node.type === 'HereDoc') return { beyond: 'a here-document' };
  if (node.type === 'HereString') return { beyond: 'a here-string' };
  if (node.descriptor?.type === 'FileDescriptorVariable') return { beyond: 'a named descriptor' };
  if (node.target === undefined) return { beyond: 'a redirect to nowhere' };
  const read = readWord(node.target);
  if ('beyond' in read) return read;
  return readPlain(node.operator, { from: node.descriptor?.value, target: read.word });
}

interface Redirect {
  readonly from: number | undefined;
  readonly target: ShellWord;
}

function readPlain(operator: RedirectOperator, { from, target }: Redirect): ReadRedirect {
  switch (operator) {
    case '>':
    case '>>':
    case '>|':
      return { redirect: { kind: 'file', from: from ?? 1, operator, target } };
    case '<':
      return { redirect: { kind: 'file', from: from ?? 0, operator, target } };
    case '&>':
      return { redirect: { kind: 'both', operator: '>', target } };
    case '&>>':
      return { redirect: { kind: 'both', operator: '>>', target } };
    case '>&':
      return readCopy(from, target);
    case '<&':
    case '<>':
      return { beyond: `the redirect "${operator}"` };
    default:
      operator satisfies never;
      return { beyond: 'an unknown redirect' };
  }
}

function readCopy(from: number | undefined, target: ShellWord): ReadRedirect {
  const to = literalOf(target);
  if (to === '-') return { redirect: { kind: 'close', from: from ?? 1 } };
  if (to !== undefined && /^\d$/.test(to)) {
    return { redirect: { kind: 'copy', from: from ?? 1, to: Number(to) } };
  }
  if (from !== undefined) return { beyond: 'an unusual redirect' };
  return { redirect: { kind: 'both', operator: '>', target } };
}
