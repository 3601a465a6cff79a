import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../tooling/run.ts';
import { startGateway, type TestGateway } from '../e2e/support/tutti.ts';
import { generateClient } from './client/generate-client.ts';
import type { GeneratedClient } from './generated-client.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'client-'));
let gateway: TestGateway;
let tutti: GeneratedClient;

beforeAll(async () => {
  gateway = await startGateway();
  await generateClient({ document: `${gateway.url}/openapi.json`, folder });
  writeFileSync(path.join(folder, 'entry.ts'), entry);
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const generated = (await import(path.join(folder, 'entry.ts'))) as { client: GeneratedClient };
  tutti = generated.client;
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

describe('a client generated from /openapi.json', () => {
  it('passes strict type checks, and has the calls and answers that the story uses', async () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const { code, output } = await run(process.execPath, [tsc, '-p', folder], { cwd: folder });
    expect(output).toBe('');
    expect(code).toBe(0);
  }, 60_000);

  it('gets in with a key only', async () => {
    const stranger = tutti.createClient({ baseUrl: gateway.url });
    const body = { intent: 'memory.search', inputs: { query: 'anything' } };
    const { data, error, response } = await tutti.query({ client: stranger, body });
    expect(response?.status).toBe(401);
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ error: { code: 'unauthenticated' } });
    expect((await tutti.health({ client: stranger })).data).toMatchObject({ status: 'ok' });
  });

  it('writes and finds a memory', async () => {
    const client = tutti.createClient({ baseUrl: gateway.url, auth: gateway.apiKey });
    await remember(client, 'The router is in the attic');
    expect(await recall(client, 'Where is the router?')).toEqual(['The router is in the attic']);
  });

  it('does not know an intent outside of its scopes', async () => {
    const client = await connect({ caller: 'reader', scopes: ['memory.search'] });
    const body = { intent: 'memory.write', inputs: { text: 'x' } };
    const { error, response } = await tutti.orchestrate({ client, body });
    expect(response?.status).toBe(404);
    expect(error).toMatchObject({ status: 'error', error: { code: 'unknown_intent' } });

    const { data } = await tutti.listIntents({ client });
    expect(data?.items.map(({ name }) => name)).toEqual(['memory.search']);
  });

  it('shares memories and jobs within a space, and with nobody outside of it', async () => {
    const chatgpt = await connect({ caller: 'chatgpt', space: 'home' });
    const claude = await connect({ caller: 'claude', space: 'home' });
    const other = await connect({ caller: 'other', space: 'work' });

    const jobId = await start(chatgpt, 'The piano is tuned in May');
    const waited = await tutti.getJob({
      client: claude,
      path: { id: jobId },
      query: { wait_s: 20 },
    });
    expect(waited.data).toMatchObject({ status: 'success', answer: { status: 'success' } });
    expect(await recall(claude, 'When is the piano tuned?')).toEqual(['The piano is tuned in May']);
    expect(await jobIds(claude)).toContain(jobId);

    const hidden = await tutti.getJob({ client: other, path: { id: jobId } });
    expect(hidden.response?.status).toBe(404);
    expect(hidden.error).toMatchObject({ error: { code: 'job_not_found' } });
    expect(await recall(other, 'When is the piano tuned?')).toEqual([]);
    expect(await jobIds(other)).toEqual([]);
  });

  it('follows a job to its end', async () => {
    const client = await connect({ caller: 'watcher', space: 'watched' });
    const jobId = await start(client, 'Milk is out');
    const { stream } = await tutti.watchJob({ client, path: { id: jobId } });
    const seen: unknown[] = [];
    for await (const job of stream) seen.push(job);
    expect(seen.at(-1)).toMatchObject({ job_id: jobId, status: 'success' });
  });
});

async function connect({
  scopes = ['*'],
  ...caller
}: {
  caller: string;
  space?: string;
  scopes?: string[];
}) {
  const owner = tutti.createClient({ baseUrl: gateway.url, auth: gateway.ownerKey });
  const { data, response } = await tutti.createKey({ client: owner, body: { ...caller, scopes } });
  expect(response?.status).toBe(201);
  return tutti.createClient({ baseUrl: gateway.url, auth: data?.key ?? '' });
}

async function remember(client: object, text: string): Promise<void> {
  const body = { intent: 'memory.write', inputs: { text } };
  expect((await tutti.orchestrate({ client, body })).data).toMatchObject({ status: 'success' });
}

/** Asks for it without waiting, and gives the id of the job. */
async function start(client: object, text: string): Promise<string> {
  const body = { intent: 'memory.write', inputs: { text }, wait_s: 0 };
  const { data, response } = await tutti.orchestrate({ client, body });
  expect(response?.status).toBe(202);
  return data?.job_id ?? '';
}

async function recall(client: object, query: string): Promise<readonly string[]> {
  const { data } = await tutti.query({
    client,
    body: { intent: 'memory.search', inputs: { query } },
  });
  const result = data?.result as { items: { text: string }[] } | undefined;
  return result?.items.map(({ text }) => text) ?? ['(no answer)'];
}

async function jobIds(client: object): Promise<readonly string[]> {
  const { data } = await tutti.listJobs({ client, query: { limit: 20 } });
  return data?.items.map(({ job_id }) => job_id) ?? [];
}

const entry = `import { createClient, type Client } from './client/index.ts';
import * as calls from './sdk.gen.ts';
import type { GeneratedClient } from ${JSON.stringify(path.join(import.meta.dirname, 'generated-client.ts'))};

export const client: GeneratedClient<Client> = { createClient, ...calls };
`;

const tsconfig = {
  compilerOptions: {
    target: 'es2025',
    lib: ['es2025', 'dom', 'dom.iterable'],
    types: [],
    module: 'preserve',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['entry.ts'],
};
