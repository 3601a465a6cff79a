/**
 * What the client scenarios of the suite start: the engine that reaches upstream servers, told to use the server
 * of the scenario as any caller would. Whoever signs in here says yes at once.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientLink } from '../../gateway/src/intents/client-link.ts';
import type { EngineCall } from '../../gateway/src/intents/engine.ts';
import { exampleInputs } from '../../gateway/src/intents/example-inputs.ts';
import { GatewayError } from '../../gateway/src/platform/gateway-error.ts';
import type { JsonObject } from '../../gateway/src/platform/json.ts';
import { stoppingWith } from '../../gateway/src/platform/stopping.ts';
import { callTool } from '../../gateway/src/engines/mcp/call-tool.ts';
import { createSignIns } from '../../gateway/src/engines/mcp/http/sign-ins.ts';
import type { HttpWay, ServerSettings } from '../../gateway/src/engines/mcp/server-settings.ts';
import type { ToolOffer } from '../../gateway/src/engines/mcp/tool-offer.ts';
import { createUpstream } from '../../gateway/src/engines/mcp/upstream.ts';
import { readTextFile, writePrivateFile } from '../../gateway/src/store/files/secret-file.ts';

const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? '';
const context = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as {
  client_id?: string;
  client_secret?: string;
  toolCalls?: readonly { name: string; arguments: JsonObject }[];
};
const url = process.argv.at(-1) ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'tutti-conformance-client-'));
const mostSignIns = 3;

const way: HttpWay = {
  kind: 'http',
  url,
  headers: {},
  oauth: {
    clientMetadataUrl: 'https://conformance-test.local/client-metadata.json',
    ...(context.client_id !== undefined && { clientId: context.client_id }),
    ...(context.client_secret !== undefined && { clientSecret: context.client_secret }),
  },
};
const settings: ServerSettings = {
  way,
  effects: [],
  exposeAs: 'prefixed',
  forward: ['elicitation', 'sampling', 'roots'],
  deadlineMs: 20_000,
  startTimeoutMs: 20_000,
  concurrency: 8,
};

let consent: Promise<void> = Promise.resolve();
let latest: URL | undefined;
const signIns = createSignIns(
  {
    folder,
    read: readTextFile,
    write: writePrivateFile,
    redirectUrl: () => 'http://localhost:3000/owner/mcp/callback',
    newState: () => crypto.randomUUID(),
    now: () => Date.now(),
    safeFetch: { check: async () => ({ kind: 'allowed' }) },
    fetch: globalThis.fetch,
  },
  (_server, authorization) => {
    latest = authorization;
    /* Two requests may find at once that they may not: the owner follows the newest link. */
    consent = sleep(100).then(() => (latest === authorization ? sayYes(authorization) : undefined));
    consent.catch(() => {});
  },
);

/** The browser of the owner: goes where it is sent, and comes back with what it was given. */
async function sayYes(authorization: URL): Promise<void> {
  const response = await fetch(authorization, { redirect: 'manual' });
  const back = new URL(response.headers.get('location') ?? 'http://nowhere/');
  const code = back.searchParams.get('code');
  if (code === null) throw new Error('nobody could sign in');
  await signIns.finish('scenario', way, {
    state: back.searchParams.get('state') ?? '',
    code,
    iss: back.searchParams.get('iss') ?? undefined,
  });
  upstream.tryAnew();
}

const log = { debug() {}, info() {}, warn() {}, error() {} };
const upstream = createUpstream({
  server: 'scenario',
  settings,
  now: () => Date.now(),
  log,
  place: {
    baseEnv: () => ({}),
    confinement: async () => ({ kind: 'none', why: 'nothing is started' }),
    homeOf: () => folder,
    secretFolders: [],
    secretFiles: [],
    http: {
      fetchFor: () => globalThis.fetch,
      signInOf: (server, at) => signIns.of(server, at),
    },
  },
  news: { onTools() {}, onListChanged() {}, onResourceUpdated() {}, onConnected() {} },
});

/** The assistant behind the call: accepts forms without looking. */
const client: ClientLink = {
  capabilities: { elicitation: { form: { applyDefaults: true } }, sampling: {}, roots: {} },
  notify() {},
  ask: async ({ method }) => {
    if (method === 'roots/list') return { roots: [] };
    if (method === 'elicitation/create') {
      return {
        action: 'accept',
        content: scenario.startsWith('sep-2322') ? { confirmed: true } : {},
      };
    }
    return { role: 'assistant', model: 'none', content: { type: 'text', text: 'Paris' } };
  },
};

async function signedIn<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    const before = consent;
    try {
      return await work();
    } catch (error) {
      if (consent === before || attempt >= mostSignIns) throw error;
      await consent;
    }
  }
}

async function call(tool: ToolOffer, inputs: JsonObject): Promise<void> {
  const { signal } = new AbortController();
  const engineCall: EngineCall = {
    inputs,
    caller: { name: 'suite', space: 'personal', scopes: ['*'] },
    ...stoppingWith(signal),
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    progress() {},
    client,
  };
  const accepted = { upstream, intent: tool.name, effect: 'read', ...tool } as const;
  try {
    await signedIn(() => callTool(accepted, engineCall));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    console.error(`${tool.name}: ${error.message}`);
  }
}

const { signal } = new AbortController();
const use = scenario.startsWith('elicitation') ? { signal, client } : { signal };
const tools = await signedIn(() =>
  upstream.use(use, async (connection) => [...(await connection.tools()).values()]),
);
const usable = tools.filter(({ flaw }) => flaw === undefined);
const calls = context.toolCalls
  ? context.toolCalls.flatMap(({ name, arguments: inputs }) => {
      const tool = usable.find((each) => each.name === name);
      return tool ? [{ tool, inputs }] : [];
    })
  : usable.map((tool) => ({
      tool,
      inputs: exampleInputs(tool.definition['inputSchema'] as JsonObject),
    }));
if (scenario.startsWith('sep-2322'))
  await Promise.all(calls.map(({ tool, inputs }) => call(tool, inputs)));
else for (const { tool, inputs } of calls) await call(tool, inputs);
await upstream.stop();
