import type { ClientLink } from '../../intents/client-link.ts';
import { createAskerPool } from './asker-pool.ts';
import { createBulkhead } from './bulkhead.ts';
import type { OfferedCapabilities } from './connection.ts';
import { createConnector, type ConnectorNews, type ConnectorParts } from './connector.ts';
import { tooBusy } from './failures.ts';
import { offeredCapabilities } from './offered-capabilities.ts';
import type { OpenConnection } from './open-connection.ts';
import type { ServerSettings } from './server-settings.ts';

/** One upstream server: its connections, opened when they are needed and closed with us. */
export interface Upstream {
  readonly server: string;
  /** Those that it was opened with. Effects may change while it runs, and are not asked for here. */
  readonly settings: Omit<ServerSettings, 'effects'>;
  /** Lends a connection; what `work` throws goes on to the caller. */
  use<Result>(use: Use, work: (connection: OpenConnection) => Promise<Result>): Promise<Result>;
  condition(): Condition;
  /** Ends its connections, for they do not answer; the next call opens new ones. */
  restart(): Promise<void>;
  /** What kept it from being reached is out of the way: the next call need not wait. */
  tryAnew(): void;
  stop(): Promise<void>;
}

export interface Use {
  /** Looked at only where there is something to wait for. */
  readonly signal: AbortSignal;
  /** The client behind the call, if there is one. */
  readonly client?: ClientLink | undefined;
}

export type Condition =
  | { readonly kind: 'idle' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failing'; readonly why: string };

export interface UpstreamNews extends ConnectorNews {
  /** A new connection knows nothing of the subscriptions of the one before. */
  onConnected(connection: OpenConnection): void;
}

const mostInLine = 1000;

export function createUpstream(parts: ConnectorParts & { readonly news: UpstreamNews }): Upstream {
  const { server, settings, news } = parts;
  const bulkhead = createBulkhead({ atOnce: settings.concurrency, inLine: mostInLine });
  const connector = createConnector(parts);
  const askers = createAskerPool((capabilities) => connector.connect(capabilities));
  const main = createMain(() => connector.connect({}, news), news);
  const close = () =>
    Promise.all(connector.openConnections().map((connection) => connection.close()));

  return {
    server,
    settings,
    async use(use, work) {
      const { client } = use;
      const place = bulkhead.enter(use);
      const leave = place instanceof Promise ? await orTooBusy(place, server) : place;
      try {
        const capabilities = client && askedFor(client, settings);
        if (!client || !capabilities) {
          const connection = main();
          if (!(connection instanceof Promise)) return await work(connection);
          return await work(await orAborted(connection, use.signal));
        }
        const taking = askers.take(client, capabilities);
        const connection = await orAborted(taking, use.signal, (late) => askers.giveBack(late));
        try {
          return await work(connection);
        } finally {
          askers.giveBack(connection);
        }
      } finally {
        leave();
      }
    },
    condition() {
      const why = connector.failure();
      if (why !== undefined) return { kind: 'failing', why };
      return connector.openConnections().length > 0 ? { kind: 'ready' } : { kind: 'idle' };
    },
    async restart() {
      await close();
    },
    tryAnew: () => connector.tryAnew(),
    stop: () => connector.stop(),
  };
}

/** What the server may ask this client, or tell it; undefined where it may do neither. */
function askedFor(
  client: ClientLink,
  { forward }: Pick<ServerSettings, 'forward'>,
): OfferedCapabilities | undefined {
  const capabilities = offeredCapabilities(client, forward);
  const none = Object.keys(capabilities).length === 0;
  return none && !forward.includes('logging') ? undefined : capabilities;
}

/** The connection that all calls share which nobody is asked about. */
function createMain(
  connect: () => Promise<OpenConnection>,
  { onConnected }: UpstreamNews,
): () => Promise<OpenConnection> | OpenConnection {
  let current: OpenConnection | undefined;
  let opening: Promise<OpenConnection> | undefined;
  const open = async () => {
    try {
      current = await connect();
      onConnected(current);
      return current;
    } finally {
      opening = undefined;
    }
  };
  return () => (current?.isOpen() ? current : (opening ??= open()));
}

function orTooBusy<Leave>(place: Promise<Leave>, server: string): Promise<Leave> {
  return place.catch((error: unknown) => {
    throw tooBusy(server, error);
  });
}

/** Stops waiting with the signal; what comes too late is handed to `late`. */
async function orAborted<Value>(
  value: Promise<Value>,
  signal: AbortSignal,
  late: (value: Value) => void = () => {},
): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => {
    value.then(late, () => {});
    reject(signal.reason);
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([value, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
