import { canonicalJson } from '../../../platform/canonical-json.ts';
import type { N8nNode, N8nWorkflow, WorkflowFile } from '../n8n/n8n-api.ts';

const settingsNode = 'Settings';
const webhookType = 'n8n-nodes-base.webhook';

/**
 * The new form of a workflow, with what belongs to the owner kept: credentials, the node `Settings`,
 * nodes that were switched off, and how the webhook is protected.
 */
export function mergedWorkflow(file: WorkflowFile, installed: N8nWorkflow): WorkflowFile {
  const before = new Map(installed.nodes.map((node) => [node.name, node]));
  return {
    ...withoutEmptyCredentials(file),
    settings: { ...installed.settings, ...file.settings },
    nodes: file.nodes.map((node) => mergedNode(node, before.get(node.name))),
  };
}

/** What is sent for a workflow that is not there yet. */
export function withoutEmptyCredentials(file: WorkflowFile): WorkflowFile {
  return { ...file, nodes: file.nodes.map((node) => mergedNode(node, undefined)) };
}

/** Whether a push would change anything that matters. */
export function isSameWork(a: WorkflowFile, b: WorkflowFile): boolean {
  return canonicalJson(workIn(a)) === canonicalJson(workIn(b));
}

function mergedNode(node: N8nNode, before: N8nNode | undefined): N8nNode {
  const same = before?.type === node.type ? before : undefined;
  const isOwners = same !== undefined && node.name === settingsNode;
  const { credentials: shipped, ...rest } = node;
  const given = Object.entries(shipped ?? {}).filter(([, { id }]) => Boolean(id));
  /* n8n keeps a credential under the type of the node's authentication. */
  const credentials = { ...Object.fromEntries(given), ...same?.credentials };
  return {
    ...rest,
    ...(same?.['id'] !== undefined && { id: same['id'] }),
    ...(same?.['webhookId'] !== undefined && { webhookId: same['webhookId'] }),
    ...(isOwners && { parameters: same.parameters }),
    ...(same?.type === webhookType && { parameters: protectedAs(same, node) }),
    ...(typeof same?.disabled === 'boolean' && { disabled: same.disabled }),
    ...(Object.keys(credentials).length > 0 && { credentials }),
  };
}

/* An update must not open a webhook that was closed. */
function protectedAs(before: N8nNode, { parameters }: N8nNode): N8nNode['parameters'] {
  const { authentication } = before.parameters;
  return authentication === undefined ? parameters : { ...parameters, authentication };
}

function workIn({ name, nodes, connections, settings }: WorkflowFile): object {
  const plain = nodes.map(({ id: _, webhookId: __, ...node }) => node);
  const { executionOrder, errorWorkflow } = settings;
  return {
    name,
    connections,
    settings: { executionOrder, errorWorkflow },
    nodes: plain.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** The credentials that a workflow needs and has not got. */
export function missingCredentials(
  file: WorkflowFile,
  installed: Pick<WorkflowFile, 'nodes'>,
): { node: string; type: string; name?: string }[] {
  const has = new Map(installed.nodes.map((node) => [node.name, node.credentials ?? {}]));
  return file.nodes.flatMap((node) =>
    Object.entries(node.credentials ?? {}).flatMap(([type, { name }]) =>
      Boolean(has.get(node.name)?.[type]?.id) || node.disabled === true
        ? []
        : [{ node: node.name, type, ...(name && { name }) }],
    ),
  );
}
