import { forEachChild, type SyntaxNode, type ParsedScript, type Script } from 'unbash';

/** Everything in a script: also within substitutions, functions and whatever else is never let through. */
export interface ScriptNodes {
  readonly nodes: readonly SyntaxNode[];
  /** What could not be parsed, here or in a script within. */
  readonly errors: readonly string[];
}

export function walkScript(script: ParsedScript): ScriptNodes {
  const nodes: SyntaxNode[] = [];
  const errors: string[] = [];
  const visit = (node: SyntaxNode): void => {
    nodes.push(node);
    if (node.type === 'Script') errors.push(...errorsOf(node));
    forEachChild(node, visit);
  };
  visit(script);
  return { nodes, errors };
}

function errorsOf(script: Script): readonly string[] {
  const errors = 'errors' in script ? (script as ParsedScript).errors : undefined;
  return errors?.map(({ message }) => message) ?? [];
}
