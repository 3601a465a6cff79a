import type { Duplex } from 'node:stream';
import { fingerprintOf, keyTypeOf, type HostKey } from '../inventory/host-key.ts';
import { resolveHost } from '../inventory/resolve-host.ts';
import type { SshSettings } from '../inventory/ssh-settings.ts';
import { connectionFailed } from './connection-failure.ts';
import { createConnectionPool } from './connection-pool.ts';
import { forwardTo } from './forward-to.ts';
import { placeConfig } from './open-connection.ts';

export interface FetchedKey {
  readonly type: string;
  readonly fingerprint: string;
}

interface Place {
  readonly address: string;
  readonly port: number;
}

/** Asks a host for its key, and hangs up before any login. */
export async function fetchHostKey(
  { address, port }: Place,
  { timeoutMs, through }: { readonly timeoutMs: number; readonly through?: Duplex },
): Promise<FetchedKey> {
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<FetchedKey>();
  const fail = (error: unknown) => reject(connectionFailed({ name: address }, error));
  client.on('error', fail).on('close', () => fail(new Error('it hung up')));
  const place = { address, port, trust: { types: [] } };
  client.connect({
    ...placeConfig(place, { timeoutMs, ...(through && { through }) }),
    username: 'nobody',
    hostVerifier: (key: HostKey) => {
      resolve({ type: keyTypeOf(key) ?? 'unknown', fingerprint: fingerprintOf(key) });
      return false;
    },
  });
  return promise;
}

/** The same, where the way there leads over a host of the configuration. */
export async function fetchHostKeyOver(
  jump: string,
  place: Place,
  settings: SshSettings,
): Promise<FetchedKey> {
  const pool = createConnectionPool(() => settings);
  try {
    const lease = await pool.lease(resolveHost(settings, { host: jump, onlyReads: false }));
    const through = await forwardTo({ ...place, name: place.address }, lease.client);
    const key = await fetchHostKey(place, { timeoutMs: settings.connectTimeoutMs, through });
    lease.release();
    return key;
  } finally {
    await pool.stop();
  }
}
