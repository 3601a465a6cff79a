import { BlockList, isIP } from 'node:net';
import type { ConfigProblem } from './config-error.ts';

const minKeyCharsBeyondLoopback = 32;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** A short key may be guessed by whoever reaches the port; on this machine alone it may stay short. */
export function refuseUnsafeListening(given: {
  readonly host: string;
  readonly apiKey?: string;
  readonly ownerKey?: string;
}): readonly ConfigProblem[] {
  if (isLoopback(given.host)) return [];
  const keys = [
    ['TUTTI_API_KEY', given.apiKey],
    ['TUTTI_OWNER_KEY', given.ownerKey],
  ] as const;
  return keys
    .filter(([, key]) => key !== undefined && key.length < minKeyCharsBeyondLoopback)
    .map(([name]) => ({
      field: name,
      message: `${name} has fewer than ${minKeyCharsBeyondLoopback} characters, which is too short for host "${given.host}": others can reach it. Take a longer key, leave it out to have one made, or listen on 127.0.0.1`,
    }));
}

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (bare.toLowerCase() === 'localhost') return true;
  const family = isIP(bare);
  if (family === 0) return false;
  return loopback.check(bare, family === 4 ? 'ipv4' : 'ipv6');
}
