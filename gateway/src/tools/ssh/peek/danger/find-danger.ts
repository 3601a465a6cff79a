import type { SyntaxNode } from 'unbash';
import { firstOf } from '../first-of.ts';
import { findAssignmentDanger } from './assignment-danger.ts';
import { findCommandDanger } from './command-danger.ts';
import { findRedirectDanger } from './redirect-danger.ts';
import { isForkBomb } from './fork-bomb.ts';
import { findRemoteCode } from './remote-code.ts';
import { findTextDanger } from './text-danger.ts';

/** What in a script must never run from here, whoever asks. Looks everywhere, in what is quoted for a shell too. */
export function findDanger(source: string, nodes: readonly SyntaxNode[]): string | undefined {
  return findTextDanger(source) ?? firstOf(nodes, findNodeDanger);
}

function findNodeDanger(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'Command':
      return findCommandDanger(node) ?? findRemoteCode([node]);
    case 'Pipeline':
      return findRemoteCode(node.commands);
    case 'Function':
      return isForkBomb(node) ? 'a function that starts itself again and again' : undefined;
    case 'Assignment':
      return findAssignmentDanger(node.text);
    case 'Redirect':
      return findRedirectDanger(node);
    default:
      return undefined;
  }
}
