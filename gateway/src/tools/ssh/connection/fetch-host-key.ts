import ssh2 from 'ssh2';
import { connectionFailed } from './connection-failure.ts';
import { placeConfig } from './open-connection.ts';
import { fingerprintOf, keyTypeOf, type HostKey } from '../inventory/host-key.ts';

export interface FetchedKey {
  readonly type: string;
  readonly fingerprint: string;
}

/** Asks a host for its key, and hangs up before any login. */
export function fetchHostKey(
  place: { readonly address: string; readonly port: number },
  timeoutMs: number,
): Promise<FetchedKey> {
  const client = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<FetchedKey>();
  const host = { ...place, trust: { types: [], fingerprints: [], revoked: [] } };
  const fail = (error: unknown) =>
    reject(
      connectionFailed(
        { ...host, name: place.address, user: '', login: {}, peekOnly: false },
        error,
      ),
    );
  client.on('error', fail).on('close', () => fail(new Error('it hung up')));
  client.connect({
    ...placeConfig(host, { timeoutMs }),
    username: 'nobody',
    hostVerifier: (key: HostKey) => {
      resolve({ type: keyTypeOf(key) ?? 'unknown', fingerprint: fingerprintOf(key) });
      return false;
    },
  });
  return promise;
}
