import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { ResolvedHost } from '../inventory/resolve-host.ts';
import { connectionFailed } from './connection-failure.ts';

/** A way from a jump host on to the host behind it. */
export function forwardTo(
  host: Pick<ResolvedHost, 'name' | 'address' | 'port'>,
  client: Client,
): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  client.forwardOut('127.0.0.1', 0, host.address, host.port, (error, channel) => {
    if (error) reject(connectionFailed(host, error));
    else resolve(channel);
  });
  return promise;
}
