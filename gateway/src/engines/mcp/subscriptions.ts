import type { McpSubscription } from '@modelcontextprotocol/client';
import type { OpenConnection } from './open-connection.ts';

/**
 * Which resources of which servers are watched: subscribed to once for all who asked, and again on each new
 * connection.
 */
export interface Subscriptions {
  change(server: string, wish: SubscriptionWish): Promise<void>;
  renew(server: string, connection: OpenConnection): void;
}

export interface SubscriptionWish {
  readonly method: 'resources/subscribe' | 'resources/unsubscribe';
  readonly uri: string;
  readonly connection: OpenConnection;
}

interface Watched {
  /** How many asked for it. */
  count: number;
  stream?: McpSubscription;
}

export function createSubscriptions(): Subscriptions {
  const byServer = new Map<string, Map<string, Watched>>();
  const watchedOf = (server: string): Map<string, Watched> => {
    const known = byServer.get(server) ?? new Map<string, Watched>();
    byServer.set(server, known);
    return known;
  };
  return {
    async change(server, { method, uri, connection }) {
      const watched = watchedOf(server);
      const current = watched.get(uri);
      if (method === 'resources/subscribe') {
        if (current) current.count += 1;
        else {
          const stream = await watch(connection, uri);
          watched.set(uri, { count: 1, ...(stream && { stream }) });
        }
        return;
      }
      if (!current) return;
      current.count -= 1;
      if (current.count > 0) return;
      watched.delete(uri);
      await unwatch(connection, uri, current.stream);
    },
    renew(server, connection) {
      for (const [uri, watched] of watchedOf(server)) {
        watch(connection, uri).then(
          (stream) => {
            if (stream) watched.stream = stream;
          },
          () => watchedOf(server).delete(uri),
        );
      }
    },
  };
}

async function watch(
  { client }: OpenConnection,
  uri: string,
): Promise<McpSubscription | undefined> {
  if (client.getProtocolEra() === 'modern') return client.listen({ resourceSubscriptions: [uri] });
  await client.subscribeResource({ uri });
  return undefined;
}

async function unwatch(
  { client }: OpenConnection,
  uri: string,
  stream: McpSubscription | undefined,
): Promise<void> {
  if (stream) return stream.close();
  if (client.getProtocolEra() === 'legacy') await client.unsubscribeResource({ uri });
}
