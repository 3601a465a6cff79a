import type { Client, ClientOptions, Transport } from '@modelcontextprotocol/client';
import {
  asJson,
  type Connection,
  type Era,
  type OfferedCapabilities,
  type ServerNews,
} from './connection.ts';
import { forwardRequests, wantLogs } from './forward-requests.ts';
import { httpTransports, type HttpPlace } from './http/http-transports.ts';
import type { ServerSettings } from './server-settings.ts';
import type { Confinement } from './stdio/find-bwrap.ts';
import { spawnServer, type SpawnPlace } from './stdio/spawn-server.ts';
import { createStdioTransport } from './stdio/stdio-transport.ts';
import type { JsonObject } from '../../platform/json.ts';
import { version } from '../../platform/version.ts';
import { createCallLane } from './call-lane.ts';

export interface ConnectPlace {
  readonly baseEnv: () => Readonly<Record<string, string>>;
  readonly confinement: () => Promise<Confinement>;
  /** A folder of its own for the server of this name. */
  readonly homeOf: (server: string) => string;
  readonly secretFolders: readonly string[];
  readonly secretFiles: readonly string[];
  readonly http: HttpPlace;
}

export interface ConnectRequest {
  readonly server: string;
  readonly settings: ServerSettings;
  readonly capabilities: OfferedCapabilities;
  /** Told by the connection that listens for changes. */
  readonly news?: ServerNews;
  readonly era?: Era;
}

/* A legacy server may well not answer to what it does not know; it has this long to do so. */
const probeMs = 5000;

/** Opens a connection in the newest revision that both sides speak. Rejects where that takes too long. */
export async function connectServer(
  request: ConnectRequest,
  place: ConnectPlace,
): Promise<Connection> {
  const ways = await transportsFor(request, place);
  let failure: unknown;
  for (const way of ways) {
    try {
      return await connectBy(way, request);
    } catch (error) {
      failure = error;
      if (!way.tryNext(error)) break;
    }
  }
  throw failure;
}

/** One way to reach the server; where it fails, the next one may work. */
export interface Way {
  open(): OpenedWay;
  readonly era?: Era;
  readonly tryNext: (error: unknown) => boolean;
}

export interface OpenedWay {
  readonly transport: Transport;
  readonly lastWords: () => string;
}

async function transportsFor(
  { server, settings, era }: ConnectRequest,
  place: ConnectPlace,
): Promise<readonly Way[]> {
  const { way } = settings;
  if (way.kind !== 'stdio') return httpTransports(server, way, place.http, era);
  const spawnPlace: SpawnPlace = {
    ...place,
    baseEnv: place.baseEnv(),
    confinement: await place.confinement(),
    home: place.homeOf(server),
  };
  const open = (): OpenedWay => {
    const spawned = spawnServer(way, spawnPlace);
    return { transport: createStdioTransport(spawned), lastWords: spawned.lastWords };
  };
  if (era) return [{ open, era, tryNext: () => false }];
  /* Some old servers end when they are asked what they do not know: those are started once more. */
  return [
    { open, tryNext: () => true },
    { open, era: { kind: 'legacy' }, tryNext: () => false },
  ];
}

async function connectBy(way: Way, request: ConnectRequest): Promise<Connection> {
  const { Client, ProtocolError } = await import('@modelcontextprotocol/client');
  const { settings, capabilities, news } = request;
  const { transport, lastWords } = way.open();
  const client = new Client({ name: 'tutti', version }, optionsFor(capabilities, news));
  const closed = Promise.withResolvers<string>();
  let open = true;
  const end = () => {
    open = false;
    closed.resolve(lastWords());
  };
  // eslint-disable-next-line unicorn/prefer-add-event-listener -- it is no event target
  client.onclose = end;
  const connecting: Omit<Connection, 'calls'> = {
    client,
    get era(): Era {
      const discover = client.getDiscoverResult();
      return discover ? { kind: 'modern', discover } : { kind: 'legacy' };
    },
    asker: undefined,
    isOpen: () => open,
    closed: closed.promise,
    async close() {
      await client.close();
      end();
    },
  };
  forwardRequests(client, connecting, { capabilities, forwarded: settings.forward });
  if (news) listen(client, news);
  try {
    await client.connect(transport, {
      timeout: settings.startTimeoutMs,
      ...(way.era && { prior: way.era }),
    });
  } catch (error) {
    await transport.close().catch(() => {});
    throw new ConnectFailure(error, lastWords());
  }
  if (settings.forward.includes('logging')) await wantLogs(client);
  const calls = createCallLane({
    transport,
    envelope: envelopeOf(client, capabilities),
    tellCancelled(requestId, reason) {
      const params = { requestId, reason };
      client.notification({ method: 'notifications/cancelled', params }).catch(() => {});
    },
    errorOf: (...said) => ProtocolError.fromError(...said),
  });
  void closed.promise.then(() => calls.end());
  return Object.assign(connecting, { calls });
}

/** What this side says of itself with each request, in the newer revision. */
function envelopeOf(client: Client, capabilities: OfferedCapabilities): JsonObject | undefined {
  const revision = client.getNegotiatedProtocolVersion();
  if (client.getProtocolEra() !== 'modern' || revision === undefined) return undefined;
  return {
    'io.modelcontextprotocol/protocolVersion': revision,
    'io.modelcontextprotocol/clientInfo': { name: 'tutti', version },
    'io.modelcontextprotocol/clientCapabilities': asJson(capabilities),
  };
}

/** Why a connection did not come about, with what the process said. */
class ConnectFailure extends Error {
  readonly lastWords: string;

  constructor(cause: unknown, lastWords: string) {
    super(cause instanceof Error ? cause.message : 'it could not be reached', { cause });
    this.lastWords = lastWords;
  }
}

function optionsFor(
  capabilities: OfferedCapabilities,
  news: ServerNews | undefined,
): ClientOptions {
  return {
    capabilities,
    versionNegotiation: { mode: 'auto', probe: { timeoutMs: probeMs } },
    ...(news && {
      listChanged: {
        tools: { autoRefresh: false, onChanged: () => news.onToolsChanged() },
        prompts: { autoRefresh: false, onChanged: () => news.onListChanged('prompts') },
        resources: { autoRefresh: false, onChanged: () => news.onListChanged('resources') },
      },
    }),
  };
}

function listen(client: Client, news: ServerNews): void {
  client.setNotificationHandler('notifications/resources/updated', ({ params }) =>
    news.onResourceUpdated(params.uri),
  );
}
