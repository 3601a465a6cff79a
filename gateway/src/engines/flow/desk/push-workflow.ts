import type { PushedFlow } from '#contract';
import type { N8nApi, N8nWorkflow, WorkflowFile } from '../n8n/n8n-api.ts';
import { declarationIn } from '../n8n/read-workflow.ts';
import {
  isSameWork,
  mergedWorkflow,
  missingCredentials,
  withoutEmptyCredentials,
} from './merge-workflow.ts';

interface PushParts {
  readonly api: N8nApi;
  readonly tag: string;
  /** The workflows that n8n has under the tag: one that declares the same intent is the same. */
  readonly installed: readonly N8nWorkflow[];
  readonly urlOf: (workflowId: string) => string;
}

/** Installs a workflow or brings it up to date, and activates it; again changes nothing. */
export async function pushWorkflow(file: WorkflowFile, parts: PushParts): Promise<PushedFlow> {
  const { declaration, flaw } = declarationIn(file.nodes);
  if (!declaration) {
    return failed(file.name, flaw ?? 'it declares no intent');
  }
  const { intent } = declaration;
  try {
    return await push(intent, file, parts);
  } catch (error) {
    return failed(intent, error instanceof Error ? error.message : String(error));
  }
}

async function push(intent: string, file: WorkflowFile, parts: PushParts): Promise<PushedFlow> {
  const { api, tag, installed, urlOf } = parts;
  const before = installed.find(({ nodes }) => declarationIn(nodes).declaration?.intent === intent);
  const { workflow, outcome } = await write(file, { before, api });
  await api.tag(workflow.id, tag);
  const problem = await activate(workflow, { api, outcome });
  return {
    intent,
    outcome,
    workflow_id: workflow.id,
    url: urlOf(workflow.id),
    active: problem === undefined,
    missing_credentials: missingCredentials(file, workflow),
    ...(problem !== undefined && { problem }),
  };
}

async function write(
  file: WorkflowFile,
  { before, api }: { before: N8nWorkflow | undefined; api: N8nApi },
): Promise<{ workflow: N8nWorkflow; outcome: 'installed' | 'updated' | 'unchanged' }> {
  if (!before) {
    const workflow = await api.createWorkflow(withoutEmptyCredentials(file));
    return { workflow, outcome: 'installed' };
  }
  const merged = mergedWorkflow(file, before);
  if (isSameWork(merged, before)) return { workflow: before, outcome: 'unchanged' };
  return { workflow: await api.updateWorkflow(before.id, merged), outcome: 'updated' };
}

/* What n8n refuses to publish stays as a draft, for the owner to complete. */
async function activate(
  workflow: N8nWorkflow,
  { api, outcome }: { api: N8nApi; outcome: string },
): Promise<string | undefined> {
  if (workflow.active === true && outcome === 'unchanged') return undefined;
  return api.activate(workflow.id).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

function failed(intent: string, problem: string): PushedFlow {
  return { intent, outcome: 'failed', active: false, missing_credentials: [], problem };
}
