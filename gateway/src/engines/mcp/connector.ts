import type { Logger } from '../../platform/logger.ts';
import { controls } from '../../platform/strip-controls.ts';
import { wantsSignIn } from './auth-failure.ts';
import { createBackOff } from './back-off.ts';
import { connectServer, type ConnectPlace } from './connect-server.ts';
import type { Era, OfferedCapabilities, ServerNews } from './connection.ts';
import { notConnected } from './failures.ts';
import { createToolMemory, type OpenConnection, type ToolsByName } from './open-connection.ts';
import type { ServerSettings } from './server-settings.ts';

/** Opens connections to one server, and waits longer after each time that it could not. */
export interface Connector {
  connect(capabilities: OfferedCapabilities, news?: ConnectorNews): Promise<OpenConnection>;
  /** Why the last attempt failed; undefined where it did not. */
  failure(): string | undefined;
  readonly openConnections: () => readonly OpenConnection[];
  /** What kept it from connecting is out of the way: the next attempt need not wait. */
  tryAnew(): void;
  stop(): Promise<void>;
}

export interface ConnectorNews extends Omit<ServerNews, 'onToolsChanged'> {
  onTools(tools: ToolsByName, connection: OpenConnection): void;
}

export interface ConnectorParts {
  readonly server: string;
  readonly settings: ServerSettings;
  readonly place: ConnectPlace;
  readonly now: () => number;
  readonly log: Logger;
}

export function createConnector(parts: ConnectorParts): Connector {
  const { server, log } = parts;
  const backOff = createBackOff(parts.now);
  const open = new Set<OpenConnection>();
  let era: Era | undefined;
  let failure: string | undefined;
  let stopped = false;

  const keep = (connection: OpenConnection) => {
    open.add(connection);
    ({ era } = connection);
    failure = undefined;
    backOff.succeeded();
    void connection.closed.then((lastWords) => {
      open.delete(connection);
      if (!stopped) log.info({ server, last_words: lastWords }, 'an upstream server went away');
    });
  };
  const connectNow = async (capabilities: OfferedCapabilities, news?: ConnectorNews) => {
    const connection = await openWithTools({ ...parts, capabilities, news, era });
    if (!stopped) return connection;
    await connection.close();
    throw notConnected(server, 'the gateway is stopping');
  };
  return {
    failure: () => failure,
    openConnections: () => [...open],
    tryAnew() {
      failure = undefined;
      backOff.succeeded();
    },
    async connect(capabilities, news) {
      if (stopped) throw notConnected(server, 'the gateway is stopping');
      const waitMs = backOff.waitMs();
      if (waitMs > 0) throw notConnected(server, failure ?? 'it failed', waitMs);
      try {
        const connection = await connectNow(capabilities, news);
        keep(connection);
        return connection;
      } catch (error) {
        if (stopped) throw error;
        /* It may speak another revision after it was updated. */
        era = undefined;
        failure = (await wantsSignIn(causeOf(error)))
          ? 'it wants the owner to sign in'
          : reasonOf(error);
        backOff.failed();
        log.warn({ server, reason: failure }, 'an upstream server could not be reached');
        throw notConnected(server, failure, backOff.waitMs());
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...open].map((connection) => connection.close()));
    },
  };
}

type Opening = ConnectorParts & {
  readonly capabilities: OfferedCapabilities;
  readonly news: ConnectorNews | undefined;
  readonly era: Era | undefined;
};

async function openWithTools(opening: Opening): Promise<OpenConnection> {
  const { server, settings, capabilities, news, era, place, log } = opening;
  const memory = createToolMemory(settings.startTimeoutMs);
  const known: { connection?: OpenConnection } = {};
  const onToolsChanged = () => {
    memory.forget();
    const { connection } = known;
    if (!connection || !news) return;
    Promise.resolve(connection.tools()).then(
      (tools) => news.onTools(tools, connection),
      (error: unknown) =>
        log.warn({ server, reason: reasonOf(error) }, 'an upstream server did not list its tools'),
    );
  };
  const connected = await connectServer(
    {
      server,
      settings,
      capabilities,
      news: {
        onToolsChanged,
        onListChanged: (kind) => news?.onListChanged(kind),
        onResourceUpdated: (uri) => news?.onResourceUpdated(uri),
      },
      ...(era && { era }),
    },
    place,
  );
  const opened = Object.assign(connected, {
    tools: () => memory.of(connected),
    async relist() {
      memory.forget();
      return memory.of(connected);
    },
  });
  known.connection = opened;
  try {
    const tools = await opened.tools();
    news?.onTools(tools, opened);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function reasonOf(error: unknown): string {
  const lastWords = error instanceof Error && 'lastWords' in error ? String(error.lastWords) : '';
  const message = error instanceof Error ? error.message : String(error);
  const lastLine = lastWords.trim().split('\n').at(-1) ?? '';
  const text = lastLine === '' ? message : `${message} (it said: ${lastLine})`;
  return controls.strip(text).slice(0, 500);
}
