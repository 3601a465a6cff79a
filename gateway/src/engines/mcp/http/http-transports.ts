import type { FetchLike, OAuthClientProvider } from '@modelcontextprotocol/client';
import type { Era } from '../connection.ts';
import type { Way } from '../connect-server.ts';
import type { HttpWay } from '../server-settings.ts';
import { createCallTransport } from './call-transport.ts';
import { withHeadersFor } from './headers-for-server.ts';

/** What connections over HTTP are given from outside. */
export interface HttpPlace {
  /** Only to where the server of this address may send us. */
  readonly fetchFor: (serverUrl: string) => FetchLike;
  /** Signs in to servers that ask for it. */
  readonly signInOf: (server: string, way: HttpWay) => OAuthClientProvider | undefined;
}

const notThere = new Set([404, 405]);

/** Streamable HTTP; where the server does not know it, the older way with two connections. */
export async function httpTransports(
  server: string,
  way: HttpWay,
  place: HttpPlace,
  era: Era | undefined,
): Promise<readonly Way[]> {
  const sdk = await import('@modelcontextprotocol/client');
  const { SSEClientTransport, SdkHttpError } = sdk;
  const url = new URL(way.url);
  const authProvider = place.signInOf(server, way);
  const options = {
    fetch: withHeadersFor(way, place.fetchFor(way.url)),
    headers: way.headers,
    ...(authProvider && { authProvider }),
  };
  const lastWords = () => '';
  const sse: Way = {
    open: () => ({ transport: new SSEClientTransport(url, options), lastWords }),
    era: { kind: 'legacy' },
    tryNext: () => false,
  };
  if (way.kind === 'sse') return [sse];
  const streamable: Way = {
    open: () => ({ transport: createCallTransport(sdk, url, options), lastWords }),
    ...(era && { era }),
    tryNext: (error) =>
      error instanceof Error &&
      error.cause instanceof SdkHttpError &&
      notThere.has(error.cause.status),
  };
  return [streamable, sse];
}
