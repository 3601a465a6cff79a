import type { Client } from 'ssh2';
import { createPlaceQueue } from './place-queue.ts';

/** One channel's worth of a connection. */
export interface Lease {
  readonly client: Client;
  /** The connection was open before; it may have died unnoticed. */
  readonly isWarm: boolean;
  /** The host itself keeps this login from writing. */
  readonly isContained: boolean;
  /** Gives the place back; on a connection that failed, nothing new is begun. */
  release(failed?: 'failed'): void;
}

export interface OpenedConnection {
  readonly client: Client;
  readonly isContained: boolean;
}

/** The connections to one host as one user. */
export interface HostPool {
  /** A place on a connection; opens one where none is free; undefined where none comes free in time. */
  lease(): Promise<Lease | undefined>;
  end(): void;
}

interface HostPoolParts {
  readonly open: () => Promise<OpenedConnection>;
  readonly idleMs: () => number;
  readonly waitMs: () => number;
  /** No connection is left. */
  readonly onEmpty: () => void;
}

interface Connection {
  readonly opened: Promise<OpenedConnection>;
  used: number;
  served: number;
  idle?: NodeJS.Timeout;
}

/* OpenSSH allows ten sessions a connection by default, and counts one a little longer than we see it. */
const maxChannels = 5;
const maxConnections = 6;

export function createHostPool({ open, idleMs, waitMs, onEmpty }: HostPoolParts): HostPool {
  const connections = new Set<Connection>();
  const queue = createPlaceQueue();

  const forget = (connection: Connection) => {
    clearTimeout(connection.idle);
    if (!connections.delete(connection)) return;
    if (connections.size === 0) onEmpty();
    queue.wakeOne();
  };
  /* No longer offered; it ends with the last command on it. */
  const retire = (connection: Connection) => {
    forget(connection);
    if (connection.used === 0)
      connection.opened.then(({ client }) => client.end(), toldToThoseWhoWait);
  };

  function openConnection(): Connection {
    const connection: Connection = { opened: open(), used: 0, served: 0 };
    connections.add(connection);
    connection.opened.then(
      ({ client }) => client.once('close', () => forget(connection)),
      () => forget(connection),
    );
    return connection;
  }

  async function freeConnection(): Promise<Connection | undefined> {
    for (;;) {
      const free = [...connections].find(({ used }) => used < maxChannels);
      if (free) return free;
      if (connections.size < maxConnections) return openConnection();
      if (!(await queue.wait(waitMs()))) return undefined;
    }
  }

  async function take(connection: Connection): Promise<Lease> {
    clearTimeout(connection.idle);
    const isWarm = connection.served > 0;
    connection.used += 1;
    connection.served += 1;
    let isReleased = false;
    const release = (failed?: 'failed') => {
      if (isReleased) return;
      isReleased = true;
      connection.used -= 1;
      queue.wakeOne();
      if (failed || !connections.has(connection)) retire(connection);
      else if (connection.used === 0) {
        connection.idle = setTimeout(retire, idleMs(), connection).unref();
      }
    };
    try {
      return { ...(await connection.opened), isWarm, release };
    } catch (error) {
      release('failed');
      throw error;
    }
  }

  return {
    async lease() {
      const connection = await freeConnection();
      return connection && take(connection);
    },
    end() {
      for (const { opened } of connections) {
        opened.then(({ client }) => client.end(), toldToThoseWhoWait);
      }
    },
  };
}

function toldToThoseWhoWait(): void {
  // Each lease of a connection that could not be opened rejects with the reason.
}
