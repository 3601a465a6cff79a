import type { Destination } from './attempt-delivery.ts';
import type { OwnerAddress } from './owner-notices.ts';
import type { DueCallback } from './outbox-store.ts';

interface DestinationParts {
  /** Where callbacks of a caller may go; undefined where it was revoked. */
  readonly hostsOf: (caller: string) => readonly string[] | undefined;
  readonly secretOf: (caller: string) => string;
  readonly ownerAddresses: () => readonly OwnerAddress[];
}

/** A caller's callback goes only to hosts that the owner listed; the owner's notices to the owner's own addresses. */
export function createDestinationOf({
  hostsOf,
  secretOf,
  ownerAddresses,
}: DestinationParts): (callback: DueCallback) => Destination | undefined {
  return ({ caller, to, url }) => {
    if (to !== 'owner') {
      const allowed = hostsOf(caller);
      return allowed && { allowed, secret: secretOf(caller) };
    }
    const address = ownerAddresses().find((known) => known.url === url);
    if (!address) return undefined;
    const secret = address.type === 'webhook' ? address.secret : undefined;
    return { allowed: 'anywhere', ...(secret !== undefined && { secret }) };
  };
}
