import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificates } from './certificates.ts';
import { fillServices } from './fill-services.ts';
import { installN8n } from './install-n8n.ts';
import { startModelStub, type ModelStub } from './model-stub.ts';
import { openN8nApi, type N8nApi, type Workflow, type WorkflowNode } from './n8n-api.ts';
import { createN8n, type N8n } from './n8n-process.ts';
import { NOTION_DATABASE, startNotionContract, type NotionContract } from './notion-contract.ts';
import { CREDENTIALS, startServices, type Services } from './services.ts';
import { startServicesProxy, type ServicesProxy } from './services-proxy.ts';

const shipped = path.resolve(import.meta.dirname, '../../../flows');

/** A real n8n with credentials, and what stands for the services that its nodes call. */
export interface World {
  readonly n8n: N8n;
  readonly api: N8nApi;
  readonly services: Services;
  readonly proxy: ServicesProxy;
  readonly notion: NotionContract;
  readonly model: ModelStub;
  /** The folder of Markdown files. */
  readonly notes: string;
  /** Ids of the credentials in n8n, by their type. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Every service as at the start; n8n keeps its workflows. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-flows-'));
  const notes = path.join(folder, 'notes');
  mkdirSync(notes);
  const install = await installN8n((line) => process.stderr.write(`${line}\n`));
  const [services, notion, model] = await Promise.all([
    startServices(new Date()),
    startNotionContract(),
    startModelStub(),
  ]);
  const routes = new Map([...services.routes, ['api.notion.com', notion.url]]);
  const certificates = makeCertificates(folder, [...routes.keys()]);
  const proxy = await startServicesProxy(routes, certificates);
  const n8n = await createN8n(install, {
    folder,
    proxyUrl: proxy.url,
    caFile: certificates.caFile,
  });
  await n8n.start();
  const api = await openN8nApi(n8n);
  const credentials = new Map<string, string>();
  for (const credential of CREDENTIALS) {
    credentials.set(credential.type, await api.addCredential(credential));
  }
  return {
    n8n,
    api,
    services,
    proxy,
    notion,
    model,
    notes,
    credentials,
    async reset() {
      services.reset();
      await fillServices(services, proxy);
      notion.pages.length = 0;
      rmSync(notes, { recursive: true });
      mkdirSync(notes);
    },
    async close() {
      await n8n.stop();
      await Promise.all([services.close(), notion.close(), model.close(), proxy.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const SHIPPED = readdirSync(path.join(shipped, 'n8n'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

export interface PushOptions {
  /** Of the node `Settings`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Kinds of credentials that this owner has not. */
  readonly without?: readonly string[];
}

/** Installs or updates a workflow, as `tutti flows push` does, and waits until its webhook is there. */
export async function pushFlow(
  world: World,
  name: string,
  options: PushOptions = {},
): Promise<Workflow> {
  const file = name === 'my.flow' ? 'template.json' : `n8n/${name}.json`;
  const workflow = JSON.parse(readFileSync(path.join(shipped, file), 'utf8')) as Workflow;
  const settings: Record<string, string> = {
    notion_database: NOTION_DATABASE,
    markdown_folder: world.notes,
    ...options.settings,
  };
  const nodes = workflow.nodes.map((node) => completed(node, { world, settings, options }));
  const body = { name, nodes, connections: workflow.connections, settings: workflow.settings };
  const { data } = await world.api.call<{ data: Workflow[] }>('GET', '/workflows?limit=100');
  const there = data.find((other) => other.name === name);
  if (there?.active) await switchOff(world, there);
  const { id } = there
    ? await world.api.call<Workflow>('PUT', `/workflows/${there.id}`, body)
    : await world.api.call<Workflow>('POST', '/workflows', body);
  const active = await world.api.call<Workflow>('POST', `/workflows/${id}/activate`);
  await untilRegistered(world, name, true);
  return active;
}

/* The webhook of the old version would answer for a while after the new one is there. */
async function switchOff(world: World, { id, name }: Workflow): Promise<void> {
  await world.api.call('POST', `/workflows/${id}/deactivate`);
  await untilRegistered(world, name, false);
}

function completed(
  node: WorkflowNode,
  {
    world,
    settings,
    options,
  }: { world: World; settings: Record<string, string>; options: PushOptions },
): WorkflowNode {
  const credentials = Object.entries(node.credentials ?? {}).flatMap(([type, { name }]) => {
    const id = options.without?.includes(type) === true ? undefined : world.credentials.get(type);
    return id === undefined ? [] : [[type, { id, name }] as const];
  });
  const { credentials: _, ...rest } = node;
  // No placeholder: the owner may choose one or not.
  if (node.parameters['nodeCredentialType'] === 'openAiApi') {
    credentials.push([
      'openAiApi',
      { id: world.credentials.get('openAiApi') ?? '', name: 'Model' },
    ]);
  }
  const filled =
    credentials.length > 0 ? { ...rest, credentials: Object.fromEntries(credentials) } : rest;
  if (node.name !== 'Settings') return filled;
  const { assignments } = node.parameters['assignments'] as {
    assignments: { name: string; value: string }[];
  };
  const changed = assignments.map((one) => ({
    ...one,
    value: settings[one.name.replace('settings.', '')] ?? one.value,
  }));
  return { ...filled, parameters: { ...node.parameters, assignments: { assignments: changed } } };
}

/** n8n says that a workflow is active, or is not, some time before its webhook follows. */
async function untilRegistered({ n8n }: World, name: string, isWanted: boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await callFlow(n8n, name, {}, { intent: 'is.there' });
    if ((answer.status !== 404) === isWanted) return;
    await sleep(100);
  }
  throw new Error(`the webhook of ${name} did not ${isWanted ? 'appear' : 'go away'}`);
}

export interface FlowReply {
  readonly status: number;
  readonly body: {
    readonly status: string;
    readonly result: Record<string, unknown>;
    readonly plan?: unknown;
    readonly execution_id: string;
    readonly workflow_id: string;
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly hint: string;
      readonly retryable: boolean;
      readonly details: { readonly execution_url: string; readonly node: string };
    };
  };
}

/** Calls a workflow by the contract of flows, without Tutti. */
export async function callFlow(
  n8n: N8n,
  intent: string,
  inputs: object,
  more: object = {},
): Promise<FlowReply> {
  const answer = await fetch(`${n8n.url}/webhook/${intent.replaceAll('.', '-')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ intent, inputs, dry_run: false, job_id: 'job_of_the_tests', ...more }),
  });
  return { status: answer.status, body: (await answer.json()) as FlowReply['body'] };
}
