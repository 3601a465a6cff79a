import { z } from 'zod';
import { UnsureOutcome } from '../../../intents/unsure-outcome.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import { createFlowHttp, type FlowRequest } from '../calling/flow-http.ts';
import type { ProviderSettings } from '../flow-settings.ts';

const answerWithinMs = 10_000;
const connections = 4;
const pageSize = 100;
const mostPages = 20;

const Id = z.union([z.string(), z.number()]).transform(String);
const Credential = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() });

const N8nNode = z.looseObject({
  name: z.string(),
  type: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  credentials: z.record(z.string(), Credential).nullish(),
  disabled: z.boolean().nullish(),
});
export type N8nNode = z.infer<typeof N8nNode>;

const Body = {
  nodes: z.array(N8nNode),
  connections: z.record(z.string(), z.unknown()),
};

/** A workflow as its file has it. */
export const WorkflowFile = z.looseObject({
  name: z.string().min(1).max(200),
  ...Body,
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type WorkflowFile = z.infer<typeof WorkflowFile>;

export const N8nWorkflow = WorkflowFile.extend({
  id: Id,
  active: z.boolean().nullish(),
  isArchived: z.boolean().nullish(),
  /** What its webhook runs; `nodes` may be a draft of the next version. */
  activeVersion: z.looseObject(Body).nullish(),
});
export type N8nWorkflow = z.infer<typeof N8nWorkflow>;

/** Which credentials there are; n8n tells nobody what is in them. */
const N8nCredential = z.looseObject({ id: Id, name: z.string(), type: z.string() });
export type N8nCredential = z.infer<typeof N8nCredential>;

const N8nTag = z.looseObject({ id: Id, name: z.string() });

const Execution = z.looseObject({
  id: Id,
  status: z.string().nullish(),
  finished: z.boolean().nullish(),
  mode: z.string().nullish(),
  startedAt: z.string().nullish(),
  workflowId: Id.nullish(),
  data: z.unknown().optional(),
});
export type N8nExecution = z.infer<typeof Execution>;

/** The public API of n8n, as far as flows need it. Every method rejects with a `GatewayError` that says why. */
export interface N8nApi {
  listWorkflows(tag: string): Promise<readonly N8nWorkflow[]>;
  getWorkflow(id: string): Promise<N8nWorkflow>;
  createWorkflow(file: WorkflowFile): Promise<N8nWorkflow>;
  updateWorkflow(id: string, file: WorkflowFile): Promise<N8nWorkflow>;
  activate(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Gives the workflow this tag beside those that it has. */
  tag(id: string, tag: string): Promise<void>;
  /** None where the key may not ask. */
  listCredentials(): Promise<readonly N8nCredential[]>;
  /** Undefined where n8n keeps none of that id. */
  findExecution(id: string, withData: boolean): Promise<N8nExecution | undefined>;
  listExecutions(query: Readonly<Record<string, string>>): Promise<readonly N8nExecution[]>;
  stopExecution(id: string): Promise<void>;
  close(): Promise<void>;
}

export function createN8nApi(
  name: string,
  { url, apiKey = '', headers }: Pick<ProviderSettings, 'url' | 'apiKey' | 'headers'>,
): N8nApi {
  const { ask, all, close } = createAsker(name, { url, apiKey, headers });
  const nothing = z.unknown();
  return {
    listWorkflows: (tag) =>
      all(`/workflows?tags=${encodeURIComponent(tag)}&excludePinnedData=true`, N8nWorkflow),
    getWorkflow: (id) => ask(`GET /workflows/${id}`, N8nWorkflow),
    createWorkflow: (file) => ask('POST /workflows', N8nWorkflow, sendable(file)),
    updateWorkflow: (id, file) => ask(`PUT /workflows/${id}`, N8nWorkflow, sendable(file)),
    async activate(id) {
      await ask(`POST /workflows/${id}/activate`, nothing);
    },
    async remove(id) {
      await ask(`DELETE /workflows/${id}`, nothing);
    },
    async tag(id, tag) {
      const tags = await all('/tags?', N8nTag);
      const known =
        tags.find((item) => item.name === tag) ?? (await ask('POST /tags', N8nTag, { name: tag }));
      const has = await ask(`GET /workflows/${id}/tags`, z.array(N8nTag));
      if (has.some((item) => item.id === known.id)) return;
      const ids = [...has, known].map((item) => ({ id: item.id }));
      await ask(`PUT /workflows/${id}/tags`, nothing, ids);
    },
    listCredentials: () => all('/credentials?', N8nCredential).catch(() => []),
    findExecution: (id, withData) =>
      ask(`GET /executions/${id}?includeData=${withData}`, Execution).catch((error: unknown) => {
        if (error instanceof GatewayError && error.details?.['status'] === 404) return undefined;
        throw error;
      }),
    async listExecutions(query) {
      const parameters = new URLSearchParams({ ...query, limit: '20', includeData: 'false' });
      const page = z.object({ data: z.array(Execution) });
      return (await ask(`GET /executions?${parameters.toString()}`, page)).data;
    },
    async stopExecution(id) {
      await ask(`POST /executions/${id}/stop`, nothing);
    },
    close,
  };
}

/* One question, or all pages of a list. */
function createAsker(
  name: string,
  { url, apiKey, headers }: { url: string; apiKey: string; headers: ProviderSettings['headers'] },
) {
  const http = createFlowHttp({ name, connections });
  const ask = async <Answer>(
    call: `${FlowRequest['method']} ${string}`,
    schema: z.ZodType<Answer>,
    body?: unknown,
  ): Promise<Answer> => {
    const [method = 'GET', path = ''] = call.split(' ');
    const response = await http
      .send({
        method: method as FlowRequest['method'],
        url: new URL(`${url}/api/v1${path}`),
        headers: {
          ...headers,
          'x-n8n-api-key': apiKey,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(answerWithinMs),
      })
      .catch((error: unknown) => {
        throw error instanceof UnsureOutcome ? apiFailed(name, error.message) : error;
      });
    if (response.status >= 300) throw refusedBy(name, response);
    return parsed(schema, response.text, name);
  };
  const all = async <Item>(path: string, item: z.ZodType<Item>): Promise<readonly Item[]> => {
    const page = z.object({ data: z.array(item), nextCursor: z.string().nullish() });
    const items: Item[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { data, nextCursor } = await ask(`GET ${path}&limit=${pageSize}${more}`, page);
      items.push(...data);
      if (!nextCursor) break;
      cursor = nextCursor;
    }
    return items;
  };
  return { ask, all, close: () => http.close() };
}

/* n8n refuses fields that it does not take from others. */
function sendable({ name, nodes, connections, settings }: WorkflowFile): object {
  return { name, nodes, connections, settings };
}

function parsed<Answer>(schema: z.ZodType<Answer>, text: string, name: string): Answer {
  try {
    return schema.parse(JSON.parse(text === '' ? 'null' : text));
  } catch (cause) {
    throw apiFailed(name, 'its API answered something else than n8n does', cause);
  }
}

function refusedBy(name: string, { status, text }: { status: number; text: string }): GatewayError {
  if (status === 401 || status === 403) {
    return new GatewayError('engine_unavailable', `"${name}" refuses its api_key (${status}).`, {
      hint: 'Make a key in n8n (Settings, n8n API) that may read and change workflows, executions and tags, and set it as api_key in tutti.yaml.',
      details: { status },
    });
  }
  const said = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
  return new GatewayError('engine_failed', `"${name}" answered ${status}: ${said.slice(0, 500)}`, {
    hint: `GET /ready tells how its engine is; "tutti doctor" looks at the rest.`,
    details: { status },
  });
}

function apiFailed(name: string, why: string, cause?: unknown): GatewayError {
  return new GatewayError('engine_unavailable', `Cannot ask "${name}": ${why}.`, {
    hint: 'Look whether it runs at its url in tutti.yaml, then try again.',
    retryable: true,
    cause,
  });
}
