/** MCP clients of both SDKs that sign in, as far as a browser is not needed. */
import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
  type OAuthClientProvider as ModernProvider,
} from '@modelcontextprotocol/client';
import { Client as FormerClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as FormerTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthClientProvider as FormerProvider } from '@modelcontextprotocol/sdk/client/auth.js';

export const kinds = ['sdk-1', 'sdk-2-2025', 'sdk-2-2026'] as const;
export type Kind = (typeof kinds)[number];

export interface SignInSettings {
  /** Address of the MCP server: all that the user of a client types in. */
  readonly url: string;
  readonly redirectUrl: string;
  /** Address of the client's document; without it, it registers. */
  readonly documentUrl?: string;
  readonly clientName?: string;
}

export interface SigningClient {
  /** Tries to connect; gives where the user has to go first, if they have to. */
  connect(): Promise<URL | undefined>;
  /** Takes what the browser brought back, and connects. */
  finish(brought: URLSearchParams): Promise<void>;
  listTools(): Promise<readonly string[]>;
  call(name: string, args: Record<string, unknown>): Promise<{ text: string; isError: boolean }>;
  /** What it keeps between two runs. */
  readonly kept: Kept;
  close(): Promise<void>;
}

/* Both SDKs hand over and take back objects of their own; nothing here looks into them but for the tests. */
interface Kept {
  client?: { client_id: string };
  tokens?: { access_token: string; refresh_token?: string };
  verifier?: string;
  goTo?: URL;
}

const info = { name: 'tests', version: '1.0.0' };

export function createSigningClient(kind: Kind, settings: SignInSettings): SigningClient {
  return kind === 'sdk-1' ? formerClient(settings) : modernClient(kind, settings);
}

function providerOf(settings: SignInSettings, kept: Kept) {
  return {
    redirectUrl: settings.redirectUrl,
    ...(settings.documentUrl !== undefined && { clientMetadataUrl: settings.documentUrl }),
    clientMetadata: {
      client_name: settings.clientName ?? 'Test client',
      redirect_uris: [settings.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    state: () => 'a-state-of-the-client',
    clientInformation: () => kept.client,
    saveClientInformation: (client: { client_id: string }) => void (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens: (tokens: Kept['tokens']) => void (tokens && (kept.tokens = tokens)),
    redirectToAuthorization: (url: URL) => void (kept.goTo = url),
    saveCodeVerifier: (verifier: string) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier ?? '',
  };
}

function modernClient(kind: Kind, settings: SignInSettings): SigningClient {
  const kept: Kept = {};
  const authProvider = providerOf(settings, kept) as ModernProvider;
  const open = () => ({
    client: new ModernClient(info, {
      ...(kind === 'sdk-2-2026' && { versionNegotiation: { mode: 'auto' as const } }),
    }),
    transport: new ModernTransport(new URL(settings.url), { authProvider }),
  });
  let { client, transport } = open();
  return {
    kept,
    connect: () => whereToGo(kept, () => client.connect(transport)),
    async finish(brought) {
      await transport.finishAuth(brought);
      ({ client, transport } = open());
      await client.connect(transport);
    },
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => answerOf(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

function formerClient(settings: SignInSettings): SigningClient {
  const kept: Kept = {};
  const authProvider = providerOf(settings, kept) as unknown as FormerProvider;
  const open = () => ({
    client: new FormerClient(info),
    transport: new FormerTransport(new URL(settings.url), { authProvider }),
  });
  let { client, transport } = open();
  return {
    kept,
    connect: () => whereToGo(kept, () => client.connect(transport)),
    async finish(brought) {
      await transport.finishAuth(brought.get('code') ?? '');
      ({ client, transport } = open());
      await client.connect(transport);
    },
    listTools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => answerOf(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

async function whereToGo(kept: Kept, connect: () => Promise<void>): Promise<URL | undefined> {
  delete kept.goTo;
  try {
    await connect();
    return undefined;
  } catch (error) {
    if (kept.goTo) return kept.goTo;
    throw error;
  }
}

function answerOf(result: object): { text: string; isError: boolean } {
  const { content, isError } = result as {
    content: readonly { text?: string }[];
    isError?: boolean;
  };
  return { text: content.map(({ text }) => text ?? '').join('\n'), isError: isError === true };
}
