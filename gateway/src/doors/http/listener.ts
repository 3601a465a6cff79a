import type { Server, ServerResponse, IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from './node-http.ts';

const serverOptions = {
  /* For sending the request: only a client that dawdles over that is cut off, not one that waits for its answer. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  /* Node looks for the late ones every 30 seconds, if it is not told otherwise. */
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 72_000,
};

/* How long a gateway that stops waits for answers that are under way. */
const stragglersMs = 5000;
/* How soon the connection of an answer that was under way is closed behind it. */
const idleAgainMs = 50;

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The sockets that requests come in by. */
export interface Listener {
  /** Gives the address by which this machine reaches it. */
  listen(place: Place): Promise<string>;
  /** Takes nobody in any more; waits for answers that are under way, but not for ever. */
  close(): Promise<void>;
}

interface Taking {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers a connection whose request cannot be read. */
  readonly onUnreadable: (error: NodeJS.ErrnoException, socket: Socket) => void;
}

export function createListener({ onRequest, onUnreadable }: Taking): Listener {
  const servers: Server[] = [];

  async function listenOn(place: Place): Promise<AddressInfo> {
    const server = createServer(serverOptions, onRequest).on('clientError', onUnreadable);
    const listening = Promise.withResolvers<void>();
    server.once('error', listening.reject).listen(place, listening.resolve);
    await listening.promise;
    server.off('error', listening.reject);
    servers.push(server);
    return server.address() as AddressInfo;
  }

  return {
    async listen({ host, port }) {
      const bound = await listenOn({ host, port });
      if (host === 'localhost') {
        const others = (await addressesOf(host)).filter((address) => address !== bound.address);
        /* Each is tried: a machine may have no IPv6, although the name has an address of it. */
        await Promise.allSettled(
          others.map((other) => listenOn({ host: other, port: bound.port })),
        );
      }
      return urlOf(bound);
    },
    async close() {
      const closed = servers.map((server) => closeServer(server));
      const idle = setInterval(() => {
        for (const server of servers) server.closeIdleConnections();
      }, idleAgainMs);
      const stragglers = setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, stragglersMs);
      await Promise.all(closed);
      clearInterval(idle);
      clearTimeout(stragglers);
    },
  };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const { lookup } = await import('node:dns/promises');
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/* Connections on which nothing is asked are closed with it. */
function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  return promise;
}
