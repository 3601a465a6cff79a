import { isIP, type LookupFunction } from 'node:net';
import { lookup } from 'node:dns/promises';
import { addressVerdict } from './address-verdict.ts';
import { refusal } from './refusal.ts';

/** Every address of a name; rejects where there is none. */
export type LookupAddresses = (hostname: string) => Promise<readonly string[]>;

export const systemLookup: LookupAddresses = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
};

/** Addresses of a name, all of them public: one that is not spoils the others. */
export async function lookupPublic(
  hostname: string,
  lookup: LookupAddresses,
): Promise<readonly string[]> {
  const addresses = await lookup(hostname);
  if (addresses.length > 0 && addresses.every(isPublic)) return addresses;
  // A name can be mended, and nothing was sent: so it may be tried again.
  throw refusal(`${hostname} has no public address`, { retryable: true });
}

function isPublic(address: string): boolean {
  return addressVerdict(address, { listed: false }) === 'allowed';
}

/** `lookupPublic` for a socket. What it answers is what gets connected to: no time is left for rebinding. */
export function createGuardedLookup(lookup: LookupAddresses): LookupFunction {
  return (hostname, options, callback) => {
    lookupPublic(hostname, lookup).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (options.all || first === undefined) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(asErrnoException(error), []),
    );
  };
}

function asErrnoException(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : new Error('Lookup failed', { cause: error });
}
