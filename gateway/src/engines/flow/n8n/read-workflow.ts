import { FlowDeclaration } from '#contract';
import { problemOfJsonSchema } from '../../../intents/json-schema-inputs.ts';
import { digestOf } from '../../../platform/canonical-json.ts';
import type { JsonObject } from '../../../platform/json.ts';
import type { N8nNode, N8nWorkflow } from './n8n-api.ts';

/** A workflow with the tag, as the owner reviews it and the catalog offers it. */
export interface OfferedWorkflow {
  readonly workflowId: string;
  readonly isActive: boolean;
  /** The intent that it declares; where it declares none, its own name. */
  readonly name: string;
  readonly path?: string;
  readonly digest: string;
  /** All of it that matters; `flaw` says why it cannot be used. */
  readonly definition: JsonObject;
}

const stickyNote = 'n8n-nodes-base.stickyNote';
const webhook = 'n8n-nodes-base.webhook';

/** What runs is the version that was published: a draft beside it changes nothing. */
export function readWorkflow(workflow: N8nWorkflow): OfferedWorkflow {
  const { nodes, connections } = workflow.activeVersion ?? workflow;
  const declared = declarationIn(nodes);
  const path = webhookPath(nodes);
  const flaw = declared.flaw ?? flawOf(declared.declaration, path);
  const declaration = declared.declaration;
  const definition = {
    title: declaration?.title ?? workflow.name,
    ...(declaration && { ...declaration }),
    workflow: { id: workflow.id, name: workflow.name, path: path ?? '' },
    nodes: Object.fromEntries(nodes.filter(isWorking).map((node) => [node.name, workOf(node)])),
    connections,
    settings: workflow.settings,
    ...(flaw !== undefined && { flaw }),
  };
  /* What came as JSON goes on as JSON. */
  const plain = JSON.parse(JSON.stringify(definition)) as JsonObject;
  return {
    workflowId: workflow.id,
    isActive: workflow.active === true && workflow.isArchived !== true,
    name: declaration?.intent ?? workflow.name,
    ...(path !== undefined && { path }),
    digest: digestOf(plain),
    definition: plain,
  };
}

/** The declaration in the definition of a workflow, as it was accepted. */
export function acceptedDeclaration(definition: JsonObject): FlowDeclaration | undefined {
  return FlowDeclaration.safeParse(definition).data;
}

/** The note named "tutti", or else any note with a block of JSON that names an intent. */
export function declarationIn(nodes: readonly N8nNode[]): {
  readonly declaration?: FlowDeclaration;
  readonly flaw?: string;
} {
  const notes = nodes.filter(({ type }) => type === stickyNote);
  const named = notes.filter(({ name }) => name.trim().toLowerCase() === 'tutti');
  const blocks = (named.length > 0 ? named : notes).flatMap(fencedBlocks);
  const about = blocks.find((block) => block.includes('"intent"'));
  if (about === undefined) {
    return { flaw: 'it has no note named "tutti" with a block of JSON that names its intent' };
  }
  try {
    const parsed = FlowDeclaration.safeParse(JSON.parse(about));
    if (parsed.success) return { declaration: parsed.data };
    const [issue] = parsed.error.issues;
    return { flaw: `in its note "tutti", ${issue?.path.join('.') ?? 'all'}: ${issue?.message}` };
  } catch {
    return { flaw: 'what its note "tutti" has between the fences is not JSON' };
  }
}

function fencedBlocks({ parameters }: N8nNode): readonly string[] {
  const { content } = parameters;
  if (typeof content !== 'string') return [];
  return [...content.matchAll(/```[\w-]*[ \t]*\r?\n([\s\S]*?)```/g)].map(([, block = '']) => block);
}

function flawOf(declaration: FlowDeclaration | undefined, path?: string): string | undefined {
  if (path === undefined) return 'it has no webhook node that takes POST';
  const problem = declaration?.inputs && problemOfJsonSchema(declaration.inputs as JsonObject);
  return problem === undefined ? undefined : `the schema of its inputs cannot be used: ${problem}`;
}

/** The path of its webhook, as it is called in production. */
function webhookPath(nodes: readonly N8nNode[]): string | undefined {
  for (const { type, parameters, disabled } of nodes) {
    if (type !== webhook || disabled === true) continue;
    const { httpMethod = 'GET', path } = parameters;
    const methods = Array.isArray(httpMethod) ? httpMethod : [httpMethod];
    if (!methods.includes('POST') || typeof path !== 'string') continue;
    const clean = path.replace(/^\/+/, '');
    if (/^[\w./-]+$/.test(clean)) return `/webhook/${clean}`;
  }
  return undefined;
}

function isWorking({ type }: N8nNode): boolean {
  return type !== stickyNote;
}

/* Where a node stands on the canvas changes nothing of what it does. */
function workOf(node: N8nNode): object {
  const { position: _, id: __, name: ___, webhookId: ____, credentials, ...rest } = node;
  const used = Object.entries(credentials ?? {}).map(([type, { id, name }]) => [
    type,
    { id: id ?? '', name: name ?? '' },
  ]);
  return { ...rest, ...(used.length > 0 && { credentials: Object.fromEntries(used) as object }) };
}
