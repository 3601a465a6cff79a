import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestOf } from '../../../platform/canonical-json.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { Stoppable } from '../../../platform/lifecycle.ts';
import type { ResolvedHost } from '../inventory/resolve-host.ts';
import { connectionFailed } from './connection-failure.ts';
import { forwardTo } from './forward-to.ts';
import { createHostPool, type HostPool, type Lease, type OpenedConnection } from './host-pool.ts';
import { isContained } from './is-contained.ts';
import { openConnection } from './open-connection.ts';

/** Open connections, one pool a host and user: a host that does not answer holds up nobody else. */
export interface ConnectionPool extends Stoppable {
  /** A place on a connection to the host. */
  lease(host: ResolvedHost): Promise<Lease>;
}

export interface PoolTimes {
  readonly connectTimeoutMs: number;
  readonly idleMs: number;
}

const longestEndMs = 5000;

export function createConnectionPool(times: () => PoolTimes): ConnectionPool {
  const pools = new Map<string, HostPool>();
  const inUse = new Set<Promise<void>>();
  let isStopped = false;

  async function open(host: ResolvedHost): Promise<OpenedConnection> {
    const timeoutMs = times().connectTimeoutMs;
    if (!host.jump) return login(host, { timeoutMs });
    const way = await lease(host.jump);
    try {
      const through = await forwardTo(host, way.client);
      const opened = await login(host, { timeoutMs, through });
      opened.client.once('close', () => way.release());
      return opened;
    } catch (error) {
      way.release();
      throw error;
    }
  }

  function poolOf(host: ResolvedHost): HostPool {
    const key = digestOf(identityOf(host));
    const known = pools.get(key);
    if (known) return known;
    const pool = createHostPool({
      open: () => open(host),
      idleMs: () => times().idleMs,
      waitMs: () => times().connectTimeoutMs,
      onEmpty: () => pools.delete(key),
    });
    pools.set(key, pool);
    return pool;
  }

  async function lease(host: ResolvedHost): Promise<Lease> {
    if (isStopped) throw connectionFailed(host, new Error('the gateway is stopping'));
    const place = await poolOf(host).lease();
    if (place) return place;
    throw tooBusy(host);
  }

  return {
    async lease(host) {
      const place = await lease(host);
      const { promise, resolve } = Promise.withResolvers<void>();
      inUse.add(promise);
      void promise.then(() => inUse.delete(promise));
      return {
        ...place,
        release(failed) {
          place.release(failed);
          resolve();
        },
      };
    },
    async stop() {
      isStopped = true;
      /* Commands that were told to end are ended on their hosts, too, as far as there is time. */
      await Promise.race([Promise.all(inUse), sleep(longestEndMs, undefined, { ref: false })]);
      for (const pool of pools.values()) pool.end();
    },
  };
}

async function login(
  host: ResolvedHost,
  options: { timeoutMs: number; through?: Duplex },
): Promise<OpenedConnection> {
  const client = await openConnection(host, options);
  return { client, isContained: await isContained(client, host, options.timeoutMs) };
}

/* A host that was set up anew gets new connections; those to the old one end by themselves. */
function identityOf(host: ResolvedHost): string[] {
  const { name, address, port, user, login, trust, jump } = host;
  return [
    name,
    address,
    String(port),
    user,
    login.keyFile ?? '',
    login.agent ?? '',
    ...trust.fingerprints,
    ...trust.revoked,
    ...(jump ? identityOf(jump) : []),
  ];
}

function tooBusy({ name }: ResolvedHost): GatewayError {
  return new GatewayError('overloaded', `Too many commands run on host "${name}" already.`, {
    hint: 'Nothing was done. Try again in a few seconds.',
    retryable: true,
  });
}
