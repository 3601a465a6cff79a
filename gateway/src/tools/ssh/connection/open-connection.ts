import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig, ServerHostKeyAlgorithm } from 'ssh2';
import type { HostKey } from '../inventory/host-key.ts';
import { judgeHostKey } from '../inventory/host-trust.ts';
import type { ResolvedHost } from '../inventory/resolve-host.ts';
import { connectionFailed, keyRefused } from './connection-failure.ts';
import { readKeyFile } from './read-key-file.ts';

export interface ConnectOptions {
  readonly timeoutMs: number;
  /** A way there that is open already, over a jump host. */
  readonly through?: Duplex;
}

const aliveEveryMs = 15_000;

/** Connects and logs in. The host's key is judged before any login is tried. */
export async function openConnection(host: ResolvedHost, options: ConnectOptions): Promise<Client> {
  const login = await loginConfig(host);
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  client
    .once('ready', () => resolve(client))
    /* Stays: a later failure of this connection must not go unheard, which would end the process. */
    .on('error', (error) => reject(connectionFailed(host, error)))
    .on('close', () => reject(connectionFailed(host, new Error('it hung up'))));
  client.connect({
    ...placeConfig(host, options),
    ...login,
    hostVerifier: (key: HostKey) => {
      const verdict = judgeHostKey(host.trust, key);
      if (verdict !== 'known') reject(keyRefused(host, { key, verdict }));
      return verdict === 'known';
    },
  });
  /* A command is a few small packets in turn; none of them is to wait for the other side's acknowledgement. */
  client.setNoDelay(true);
  return promise;
}

/** What every connection is made with, whoever is at the other end. */
export function placeConfig(
  {
    address,
    port,
    trust,
  }: Pick<ResolvedHost, 'address' | 'port'> & {
    trust: Pick<ResolvedHost['trust'], 'types'>;
  },
  { timeoutMs, through }: ConnectOptions,
): ConnectConfig {
  return {
    host: address,
    port,
    ...(through && { sock: through }),
    readyTimeout: timeoutMs,
    keepaliveInterval: aliveEveryMs,
    keepaliveCountMax: 2,
    agentForward: false,
    algorithms: {
      serverHostKey: keyAlgorithms(trust.types),
      hmac: { remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'], append: [], prepend: [] },
    },
  };
}

async function loginConfig({ user, login }: ResolvedHost): Promise<ConnectConfig> {
  const { keyFile, passphrase, agent } = login;
  return {
    username: user,
    ...(keyFile !== undefined && { privateKey: await readKeyFile(keyFile, passphrase) }),
    ...(passphrase !== undefined && { passphrase }),
    ...(agent !== undefined && { agent }),
    authHandler: [
      ...(keyFile === undefined ? [] : (['publickey'] as const)),
      ...(agent === undefined ? [] : (['agent'] as const)),
    ],
  };
}

/* All of ssh2 but those on SHA-1. */
const allKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/* What is on record is asked for first, so that a host with several keys shows that one. */
function keyAlgorithms(types: readonly string[]): ServerHostKeyAlgorithm[] {
  const isKnown = (algorithm: string) =>
    types.includes(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm);
  return [
    ...allKeyAlgorithms.filter(isKnown),
    ...allKeyAlgorithms.filter((algorithm) => !isKnown(algorithm)),
  ];
}
