/** A provider of flows on loopback, with what n8n and Activepieces document of their webhooks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FlowCall } from '../../../contract/src/index.ts';

export type Kind = 'n8n' | 'activepieces' | 'webhook';

export interface SeenCall {
  readonly body: FlowCall;
  readonly headers: IncomingMessage['headers'];
}

interface Reply {
  readonly status?: number;
  readonly body?: unknown;
}

/** What a flow does with a call; it may answer by hand instead. */
export type Behaviour = (
  call: FlowCall,
  wire: { readonly request: IncomingMessage; readonly response: ServerResponse },
) => Reply | undefined | Promise<Reply | undefined>;

export interface ApiExecution {
  status: 'running' | 'success' | 'error' | 'crashed' | 'waiting' | 'canceled';
  workflowId: string;
  data?: unknown;
}

export interface ApiWorkflow {
  id: string;
  name: string;
  active: boolean;
  nodes: unknown[];
  connections: unknown;
  settings: unknown;
  tags: { id: string; name: string }[];
}

export type FlowServer = Awaited<ReturnType<typeof startFlowServer>>;

export const n8nApiKey = 'n8n-api-key';

export async function startFlowServer(kind: Kind, port = 0) {
  const flows = new Map<string, Behaviour>();
  const disabled = new Set<string>();
  const calls: SeenCall[] = [];
  const executions = new Map<string, ApiExecution>();
  const workflows = new Map<string, ApiWorkflow>();
  const state = { apiIsAway: false, asked: 0 };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  await listenOn(server, port);
  const at = (server.address() as AddressInfo).port;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname.startsWith('/api/v1/') && kind === 'n8n') {
      return answerApi(url, request, response);
    }
    const text = await readAll(request);
    const { name, isSync } = placeIn(url.pathname, kind);
    const flow = flows.get(name);
    if (!flow || disabled.has(name)) return send(response, missing(kind, name, flow));
    const body = JSON.parse(text) as FlowCall;
    calls.push({ body, headers: request.headers });
    if (kind === 'activepieces' && !isSync) {
      response.setHeader('x-webhook-id', `run-${calls.length}`);
      void Promise.resolve(flow(body, { request, response })).catch(() => undefined);
      return send(response, { status: 200, body: {} });
    }
    const reply = await flow(body, { request, response });
    if (reply) send(response, reply);
  }

  async function answerApi(url: URL, request: IncomingMessage, response: ServerResponse) {
    state.asked += 1;
    if (state.apiIsAway) return void response.destroy();
    if (request.headers['x-n8n-api-key'] !== n8nApiKey) {
      return send(response, { status: 401, body: { message: 'unauthorized' } });
    }
    return send(response, await apiReply(url, request, { executions, workflows }));
  }

  return {
    url: `http://127.0.0.1:${at}`,
    port: at,
    calls,
    executions,
    workflows,
    state,
    flow: (intent: string, behaviour: Behaviour) =>
      void flows.set(intent.replaceAll('.', '-'), behaviour),
    disable: (intent: string) => void disabled.add(intent.replaceAll('.', '-')),
    enable: (intent: string) => void disabled.delete(intent.replaceAll('.', '-')),
    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function placeIn(path: string, kind: Kind): { name: string; isSync: boolean } {
  if (kind === 'n8n') return { name: path.replace(/^\/webhook\//, ''), isSync: true };
  if (kind === 'webhook') return { name: path.slice(1), isSync: true };
  const match = /^\/api\/v1\/webhooks\/([^/]+)(\/sync)?$/.exec(path);
  return { name: match?.[1] ?? '', isSync: match?.[2] !== undefined };
}

/* Activepieces: 404 for a disabled flow, 410 for one that it does not know. */
function missing(kind: Kind, name: string, flow: Behaviour | undefined): Reply {
  if (kind === 'activepieces') return { status: flow ? 404 : 410 };
  if (kind === 'webhook') return { status: 404, body: { message: 'not found' } };
  const message = `The requested webhook "POST ${name}" is not registered.`;
  return { status: 404, body: { code: 404, message, hint: 'The workflow must be active' } };
}

async function apiReply(
  url: URL,
  request: IncomingMessage,
  {
    executions,
    workflows,
  }: {
    executions: Map<string, ApiExecution>;
    workflows: Map<string, ApiWorkflow>;
  },
): Promise<Reply> {
  const [, , , what, id] = url.pathname.split('/');
  if (what === 'executions' && id !== undefined) {
    const found = executions.get(id);
    if (!found) return { status: 404, body: { message: 'Not Found' } };
    return { body: { id: Number(id), ...found } };
  }
  if (what === 'executions') {
    /* A run in progress is absent unless it is asked for. */
    const status = url.searchParams.get('status');
    const data = [...executions]
      .filter(([, found]) => (status ? found.status === status : found.status !== 'running'))
      .map(([key, { data: _, ...found }]) => ({ id: Number(key), ...found }));
    return { body: { data, nextCursor: null } };
  }
  if (what === 'workflows') return workflowReply(url, request, workflows);
  if (what === 'tags') {
    if (request.method === 'GET') return { body: { data: allTags(workflows), nextCursor: null } };
    const { name } = JSON.parse(await readAll(request)) as { name: string };
    return { status: 201, body: { id: `tag-${name}`, name } };
  }
  return { status: 404, body: { message: 'not found' } };
}

async function workflowReply(
  url: URL,
  request: IncomingMessage,
  workflows: Map<string, ApiWorkflow>,
): Promise<Reply> {
  const [, , , , id, what] = url.pathname.split('/');
  const body = JSON.parse((await readAll(request)) || 'null') as Partial<ApiWorkflow> | null;
  if (id === undefined && request.method === 'GET') {
    const tag = url.searchParams.get('tags');
    const data = [...workflows.values()].filter(
      ({ tags }) => tag === null || tags.some(({ name }) => name === tag),
    );
    return { body: { data, nextCursor: null } };
  }
  if (id === undefined) {
    const made = `wf${workflows.size + 1}`;
    const workflow = { tags: [], ...body, id: made, active: false } as unknown as ApiWorkflow;
    workflows.set(made, workflow);
    return { body: workflow };
  }
  const workflow = workflows.get(id);
  if (!workflow) return { status: 404, body: { message: 'Not Found' } };
  if (what === 'activate') workflow.active = true;
  else if (what === 'tags' && request.method === 'GET') return { body: workflow.tags };
  else if (what === 'tags') {
    const ids = body as unknown as { id: string }[];
    workflow.tags = ids.map((tag) => ({ id: tag.id, name: tag.id.replace(/^tag-/, '') }));
  } else if (request.method === 'PUT') Object.assign(workflow, body);
  else if (request.method === 'DELETE') workflows.delete(id);
  return { body: workflow };
}

function allTags(workflows: Map<string, ApiWorkflow>): ApiWorkflow['tags'] {
  const tags = [...workflows.values()].flatMap((workflow) => workflow.tags);
  return [...new Map(tags.map((tag) => [tag.id, tag])).values()];
}

function send(response: ServerResponse, { status = 200, body }: Reply): void {
  if (body === undefined) return void response.writeHead(status).end();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}

/** Reports as a flow does, by what it was called with. */
export async function report(
  { callback }: Pick<FlowCall, 'callback'>,
  what: 'settle' | 'progress' | 'call',
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  if (!callback) throw new Error('this call has no callback');
  const answer = await fetch(`${callback.url}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${callback.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
