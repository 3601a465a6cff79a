import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findN8n } from '../../test/flows/support/install-n8n.ts';
import { openN8nApi } from '../../test/flows/support/n8n-api.ts';
import { createN8n } from '../../test/flows/support/n8n-process.ts';

const nobody = 'http://127.0.0.1:9';

/** The n8n that `npm run test:flows` keeps, with a workflow that answers at once; undefined where none is kept. */
export async function startKeptN8n(): Promise<
  { readonly url: string; stop(): Promise<void> } | undefined
> {
  const install = await findN8n();
  if (!install) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-bench-n8n-'));
  const n8n = await createN8n(install, { folder, proxyUrl: nobody, caFile: '' });
  await n8n.start();
  const api = await openN8nApi(n8n);
  for (const name of ['bench-echo', 'bench-slow']) {
    const { id } = await api.call<{ id: string }>('POST', '/workflows', echo(name));
    await api.call('POST', `/workflows/${id}/activate`);
    await untilRegistered(`${n8n.url}/webhook/${name}`);
  }
  return {
    url: n8n.url,
    async stop() {
      await n8n.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function echo(name: string) {
  const webhook = {
    id: 'call',
    name: 'Call',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2.1,
    position: [0, 0],
    webhookId: name,
    parameters: { httpMethod: 'POST', path: name, responseMode: 'responseNode' },
  };
  const answer = {
    id: 'answer',
    name: 'Answer',
    type: 'n8n-nodes-base.respondToWebhook',
    typeVersion: 1.5,
    position: [220, 0],
    parameters: {
      respondWith: 'json',
      responseBody:
        '={{ JSON.stringify({ status: "success", result: { inputs: $json.body.inputs } }) }}',
    },
  };
  return {
    name,
    nodes: [webhook, answer],
    connections: { Call: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } },
    settings: { executionOrder: 'v1' },
  };
}

async function untilRegistered(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: '{"inputs":{}}' });
    if (answer.status === 200) return;
    await sleep(200);
  }
  throw new Error(`${url} does not answer`);
}
