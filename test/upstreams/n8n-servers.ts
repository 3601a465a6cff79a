/**
 * The MCP servers of a real n8n, made as its owner makes them: the one of the whole instance, switched on in the
 * settings, and one of a workflow, whose tools are nodes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { N8nInstall } from '../flows/support/install-n8n.ts';
import { openN8nApi, type N8nApi } from '../flows/support/n8n-api.ts';
import { createN8n, type N8n } from '../flows/support/n8n-process.ts';

/* n8n is to reach nothing but this machine. */
const nowhere = 'http://127.0.0.1:9';

export interface N8nServers {
  readonly n8n: N8n;
  readonly api: N8nApi;
  /** Of the workflow: `Length` runs code in n8n, `Ask` asks the service. */
  readonly trigger: { readonly url: string; readonly token: string };
  /** The same as workflows before had it: over HTTP with SSE. */
  readonly older: { readonly url: string; readonly token: string };
  /** Of the instance. */
  readonly instance: { readonly url: string; readonly token: string };
  /** A workflow that the server of the instance may run: it asks the service, too. */
  readonly workflowId: string;
  /** All that the service was asked: headers and body. */
  readonly asked: readonly string[];
  /** Lets a client in that follows this link, and gives where it is sent back. */
  letIn(link: URL): Promise<URL>;
  stop(): Promise<void>;
}

export async function startN8nServers(install: N8nInstall): Promise<N8nServers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-n8n-'));
  const service = await startService();
  const n8n = await createN8n(install, { folder, proxyUrl: nowhere });
  const stop = async () => {
    await n8n.stop();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await n8n.start();
    const api = await openN8nApi(n8n);
    await api.asOwner('PATCH', '/mcp/settings', { mcpAccessEnabled: true });
    const { apiKey } = await api.asOwner<{ apiKey: string }>('GET', '/mcp/api-key');
    const token = 'the-token-of-the-workflow-alone';
    const given = { credentialId: await bearer(api, token), serviceUrl: service.url };
    await activate(api, toolsWorkflow({ ...given, path: triggerPath, typeVersion: 2 }));
    await activate(api, toolsWorkflow({ ...given, path: olderPath, typeVersion: 1 }));
    const workflowId = await activate(api, askingWorkflow(service.url));
    return {
      n8n,
      api,
      trigger: { url: `${n8n.url}/mcp/${triggerPath}`, token },
      older: { url: `${n8n.url}/mcp/${olderPath}/sse`, token },
      instance: { url: `${n8n.url}/mcp-server/http`, token: apiKey },
      workflowId,
      asked: service.asked,
      letIn: (link) => letIn(api, { link, n8n }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const triggerPath = 'tools-for-assistants';
const olderPath = 'older-tools';
const trigger = 'Tools for assistants';

const bearer = (api: N8nApi, token: string): Promise<string> =>
  api.addCredential({ name: 'Assistants', type: 'httpBearerAuth', data: { token } });

async function activate(api: N8nApi, workflow: object): Promise<string> {
  const { id } = await api.call<{ id: string }>('POST', '/workflows', workflow);
  await api.call('POST', `/workflows/${id}/activate`);
  return id;
}

interface Tools {
  readonly credentialId: string;
  readonly serviceUrl: string;
  readonly path: string;
  readonly typeVersion: number;
}

function toolsWorkflow({ credentialId, serviceUrl, path, typeVersion }: Tools) {
  const isToolOf = { ai_tool: [[{ node: trigger, type: 'ai_tool', index: 0 }]] };
  return {
    name: `Tools at ${path}`,
    nodes: [
      {
        id: 'trigger',
        name: trigger,
        type: '@n8n/n8n-nodes-langchain.mcpTrigger',
        typeVersion,
        position: [0, 0],
        webhookId: path,
        parameters: { authentication: 'bearerAuth', path },
        credentials: { httpBearerAuth: { id: credentialId, name: 'Assistants' } },
      },
      {
        id: 'length',
        name: 'Length',
        type: '@n8n/n8n-nodes-langchain.toolCode',
        typeVersion: 1.3,
        position: [0, 200],
        parameters: {
          description: 'How long a text is.',
          language: 'javaScript',
          jsCode: 'return String(query.length);',
        },
      },
      {
        id: 'ask',
        name: 'Ask',
        type: 'n8n-nodes-base.httpRequestTool',
        typeVersion: 4.2,
        position: [200, 200],
        parameters: {
          toolDescription: 'Asks a service of the house.',
          ...requestTo(serviceUrl, "={{ $fromAI('text', 'what to ask', 'string') }}"),
        },
      },
    ],
    connections: { Length: isToolOf, Ask: isToolOf },
    settings: { executionOrder: 'v1' },
  };
}

function askingWorkflow(serviceUrl: string) {
  return {
    name: 'Ask the service',
    nodes: [
      {
        id: 'hook',
        name: 'Hook',
        type: 'n8n-nodes-base.webhook',
        typeVersion: 2.1,
        position: [0, 0],
        webhookId: 'ask-the-service',
        parameters: { httpMethod: 'POST', path: 'ask-the-service' },
      },
      {
        id: 'request',
        name: 'Request',
        type: 'n8n-nodes-base.httpRequest',
        typeVersion: 4.2,
        position: [200, 0],
        parameters: requestTo(serviceUrl, '={{ $json.body.text }}'),
      },
    ],
    connections: { Hook: { main: [[{ node: 'Request', type: 'main', index: 0 }]] } },
    settings: { executionOrder: 'v1', availableInMCP: true },
  };
}

function requestTo(url: string, text: string) {
  return {
    method: 'POST',
    url,
    sendBody: true,
    specifyBody: 'keypair',
    bodyParameters: { parameters: [{ name: 'text', value: text }] },
  };
}

async function startService() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      asked.push(JSON.stringify({ headers: request.headers, body }));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ heard: JSON.parse(body) as object }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/* What the pages of n8n do once its owner clicks there. */
async function letIn(api: N8nApi, { link, n8n }: { link: URL; n8n: N8n }): Promise<URL> {
  const first = await fetch(link, { redirect: 'manual', headers: api.ownerHeaders });
  const [session = ''] = first.headers.getSetCookie().map((line) => line.split(';')[0]);
  const headers = { ...api.ownerHeaders, cookie: `${api.ownerHeaders['cookie']}; ${session}` };
  const details = await fetch(`${n8n.url}/rest/consent/details`, { headers });
  const { data: asked } = (await details.json()) as { data: { scopes?: readonly string[] } };
  const approved = await fetch(`${n8n.url}/rest/consent/approve`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ approved: true, ...(asked.scopes && { scopes: asked.scopes }) }),
  });
  const text = await approved.text();
  if (!approved.ok) throw new Error(`${first.status} ${text}`);
  return new URL((JSON.parse(text) as { data: { redirectUrl: string } }).data.redirectUrl);
}
