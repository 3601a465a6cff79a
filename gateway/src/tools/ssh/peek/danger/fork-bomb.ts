import type { Function as ShellFunction, SyntaxNode } from 'unbash';
import { forEachChild } from 'unbash';

/** A function that calls itself, in a pipe or in the background. */
export function isForkBomb(node: ShellFunction): boolean {
  const name = node.name.value;
  let callsItself = false;
  let multiplies = false;
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'Command' && child.name?.value === name) callsItself = true;
    if (child.type === 'Pipeline' && child.commands.length > 1) multiplies = true;
    if (child.type === 'Statement' && child.background === true) multiplies = true;
    forEachChild(child, visit);
  };
  visit(node.body);
  return callsItself && multiplies;
}
