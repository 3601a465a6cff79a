/** Real clients of both SDKs and both revisions, connected to a gateway. */
import {
  Client as ModernClient,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as FormerClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FormerStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as FormerHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { cleanEnv, launcher } from '../../e2e/support/tutti.ts';

/** What the tests need of a client, whichever SDK it is of. */
export interface TestClient {
  readonly kind: ClientKind;
  listTools(): Promise<readonly ListedTool[]>;
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<ToolAnswer>;
  instructions(): string | undefined;
  revision(): string | undefined;
  close(): Promise<void>;
}

export const clientKinds = ['sdk-1', 'sdk-2-2025', 'sdk-2-2026'] as const;
export type ClientKind = (typeof clientKinds)[number];

export interface ListedTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: Record<string, unknown>;
  readonly outputSchema?: Record<string, unknown> | undefined;
  readonly annotations?: Record<string, unknown> | undefined;
}

export interface ToolAnswer {
  readonly text: string;
  readonly structured: Record<string, unknown>;
  readonly isError: boolean;
}

interface CallOptions {
  readonly onprogress?: (progress: { progress: number; total?: number | undefined }) => void;
  readonly signal?: AbortSignal;
}

export interface ClientSettings {
  /** Default: HTTP. */
  readonly over?: 'http' | 'stdio';
  readonly url: string;
  readonly key: string;
  /** What the user says to a form; without it, the client can show none. */
  readonly answer?: (message: string) => 'yes' | 'no';
  readonly onToolsChanged?: () => void;
}

export function connectClient(kind: ClientKind, settings: ClientSettings): Promise<TestClient> {
  return kind === 'sdk-1' ? connectFormer(settings) : connectCurrent(kind, settings);
}

const clientInfo = { name: 'tests', version: '1.0.0' };

function said(answer: 'yes' | 'no' | undefined) {
  return answer === 'yes'
    ? { action: 'accept' as const, content: { confirm: true } }
    : { action: 'decline' as const };
}

async function connectFormer(settings: ClientSettings): Promise<TestClient> {
  const client = new FormerClient(clientInfo, {
    capabilities: settings.answer ? { elicitation: {} } : {},
    ...(settings.onToolsChanged && {
      listChanged: { tools: { autoRefresh: false, onChanged: settings.onToolsChanged } },
    }),
  });
  if (settings.answer) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) =>
      said(settings.answer?.(params.message)),
    );
  }
  const transport =
    settings.over === 'stdio' ? new FormerStdio(bridge(settings)) : formerHttp(settings);
  await client.connect(transport);
  return {
    kind: 'sdk-1',
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, options = {}) =>
      answerOf(await client.callTool({ name, arguments: args }, undefined, options)),
    instructions: () => client.getInstructions(),
    revision: () => '2025-11-25',
    close: () => client.close(),
  };
}

async function connectCurrent(kind: ClientKind, settings: ClientSettings): Promise<TestClient> {
  const client = new ModernClient(clientInfo, {
    capabilities: settings.answer ? { elicitation: { form: {} } } : {},
    ...(kind === 'sdk-2-2026' && { versionNegotiation: { mode: 'auto' as const } }),
    ...(settings.onToolsChanged && {
      listChanged: { tools: { autoRefresh: false, onChanged: settings.onToolsChanged } },
    }),
  });
  if (settings.answer) {
    client.setRequestHandler('elicitation/create', ({ params }) =>
      said(settings.answer?.(params.message)),
    );
  }
  const transport =
    settings.over === 'stdio' ? new StdioClientTransport(bridge(settings)) : currentHttp(settings);
  await client.connect(transport);
  return {
    kind,
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, options = {}) =>
      answerOf(await client.callTool({ name, arguments: args }, options)),
    instructions: () => client.getInstructions(),
    revision: () => client.getNegotiatedProtocolVersion(),
    close: () => client.close(),
  };
}

/** `tutti mcp`, as a program starts it that was given its command. */
function bridge({ url, key }: ClientSettings) {
  const env = cleanEnv({ TUTTI_URL: url, TUTTI_API_KEY: key }) as Record<string, string>;
  return { command: process.execPath, args: [launcher, 'mcp'], env };
}

function formerHttp({ url, key }: ClientSettings): FormerHttp {
  return new FormerHttp(new URL('/mcp', url), { requestInit: withKey(key) });
}

function currentHttp({ url, key }: ClientSettings): StreamableHTTPClientTransport {
  return new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: withKey(key) });
}

function withKey(key: string): RequestInit {
  return { headers: { authorization: `Bearer ${key}` } };
}

function answerOf(result: Record<string, unknown>): ToolAnswer {
  const content = result['content'] as readonly { type: string; text?: string }[];
  return {
    text: content.map(({ text = '' }) => text).join('\n'),
    structured: (result['structuredContent'] ?? {}) as Record<string, unknown>,
    isError: result['isError'] === true,
  };
}
