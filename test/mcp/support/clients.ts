/** Real clients of both SDKs and both revisions, connected to a gateway. */
import {
  Client as ModernClient,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { Client as FormerClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as FormerHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/** What the tests need of a client, whichever SDK it is of. */
export interface TestClient {
  readonly kind: ClientKind;
  listTools(): Promise<readonly ListedTool[]>;
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<ToolAnswer>;
  instructions(): string | undefined;
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
  const transport = new FormerHttp(new URL('/mcp', settings.url), {
    requestInit: { headers: { authorization: `Bearer ${settings.key}` } },
  });
  await client.connect(transport);
  return {
    kind: 'sdk-1',
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, options = {}) =>
      answerOf(await client.callTool({ name, arguments: args }, undefined, options)),
    instructions: () => client.getInstructions(),
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
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', settings.url), {
    requestInit: { headers: { authorization: `Bearer ${settings.key}` } },
  });
  await client.connect(transport);
  return {
    kind,
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, options = {}) =>
      answerOf(await client.callTool({ name, arguments: args }, options)),
    instructions: () => client.getInstructions(),
    close: () => client.close(),
  };
}

function answerOf(result: Record<string, unknown>): ToolAnswer {
  const content = result['content'] as readonly { type: string; text?: string }[];
  return {
    text: content.map(({ text = '' }) => text).join('\n'),
    structured: (result['structuredContent'] ?? {}) as Record<string, unknown>,
    isError: result['isError'] === true,
  };
}
