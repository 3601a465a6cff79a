import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowDeclaration } from '#contract';
import { WorkflowFile } from '../n8n/n8n-api.ts';
import { declarationIn } from '../n8n/read-workflow.ts';

/** The names of the workflows that come with Tutti. */
export function shippedNames(): readonly string[] {
  const folder = shippedFolder();
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .toSorted();
}

/** The workflow that comes with Tutti under this name, ready to be installed. */
export function shippedWorkflow(name: string): WorkflowFile | undefined {
  const folder = shippedFolder();
  if (folder === undefined || !/^[\w.-]+$/.test(name)) return undefined;
  const file = path.join(folder, `${name}.json`);
  if (!existsSync(file)) return undefined;
  return WorkflowFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** What such a workflow says of itself. */
export function shippedDeclaration(name: string): FlowDeclaration | undefined {
  const workflow = shippedWorkflow(name);
  return workflow && declarationIn(workflow.nodes).declaration;
}

/* Sources stand less deep than what is published. */
function shippedFolder(): string | undefined {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const flows = path.join(folder, 'flows', 'n8n');
    if (existsSync(flows)) return flows;
    if (folder === path.dirname(folder)) return undefined;
  }
}
