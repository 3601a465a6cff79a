import type { N8nCredential, WorkflowFile } from '../n8n/n8n-api.ts';

/** The workflow with the credentials that n8n has, wherever there is exactly one of the kind. */
export function fillCredentials(file: WorkflowFile, known: readonly N8nCredential[]): WorkflowFile {
  const byType = Map.groupBy(known, ({ type }) => type);
  const nodes = file.nodes.map((node) => {
    if (!node.credentials) return node;
    const filled = Object.entries(node.credentials).map(([type, wanted]) => {
      const [only, ...others] = byType.get(type) ?? [];
      const isClear = only !== undefined && others.length === 0 && !wanted.id;
      return [type, isClear ? { id: only.id, name: only.name } : wanted] as const;
    });
    return { ...node, credentials: Object.fromEntries(filled) };
  });
  return { ...file, nodes };
}
