import { readFileSync } from 'node:fs';
import { GatewayError } from '../../../platform/gateway-error.ts';
import { fingerprintOf, type HostKey } from './host-key.ts';
import { findKnownKeys, nameInFile } from './known-hosts.ts';
import type { SshHostSettings } from './ssh-settings.ts';

/** The keys by which a host is known. */
export interface HostTrust {
  readonly fingerprints: readonly string[];
  /** Types of the keys where they are known: asked for first. */
  readonly types: readonly string[];
  readonly revoked: readonly string[];
}

/** Collects what the configuration and the known_hosts file say; refuses a host that no key is on record for. */
export function trustOf(name: string, host: SshHostSettings): HostTrust {
  const known =
    host.knownHostsFile === undefined
      ? { keys: [], revoked: [], byAuthority: false }
      : findKnownKeys(readKnownHosts(name, host.knownHostsFile), host);
  const fingerprints = [
    ...new Set([...host.fingerprints, ...known.keys.map(({ fingerprint }) => fingerprint)]),
  ].toSorted();
  if (fingerprints.length === 0) throw noKey(name, host, known.byAuthority);
  const types = [...new Set(known.keys.map(({ type }) => type))];
  return { fingerprints, types, revoked: known.revoked };
}

export type KeyVerdict = 'known' | 'changed' | 'revoked';

export function judgeHostKey(trust: HostTrust, key: HostKey): KeyVerdict {
  const fingerprint = fingerprintOf(key);
  if (trust.revoked.includes(fingerprint)) return 'revoked';
  return trust.fingerprints.includes(fingerprint) ? 'known' : 'changed';
}

function readKnownHosts(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new GatewayError(
      'host_key_unknown',
      `Cannot tell host "${name}" by its key: its known_hosts file cannot be read (${why}).`,
      { hint: 'Ask the owner: "tutti doctor" tells what is wrong.', retryable: true, cause: error },
    );
  }
}

function noKey(name: string, host: SshHostSettings, byAuthority: boolean): GatewayError {
  const why = byAuthority
    ? `its known_hosts file has only a @cert-authority for ${nameInFile(host)}, and certificates are not supported`
    : `its known_hosts file has no entry for ${nameInFile(host)}`;
  return new GatewayError('host_key_unknown', `Cannot tell host "${name}" by its key: ${why}.`, {
    hint: 'Ask the owner to pin the key: "tutti ssh add" shows its fingerprint.',
    retryable: true,
  });
}
