import { createCallbackDelivery } from './delivery/callback-delivery.ts';
import { createDestinationOf } from './delivery/destination-of.ts';
import type { OwnerAddress } from './delivery/owner-notices.ts';
import type { OutboxStore } from './delivery/outbox-store.ts';
import type { Directory } from './identity/directory.ts';
import type { Clock } from './platform/clock.ts';
import type { Logger } from './platform/logger.ts';
import type { Meter } from './platform/meter.ts';
import type { SafeFetch } from './platform/safe-fetch.ts';
import { version } from './platform/version.ts';

interface DeliveryParts {
  readonly outbox: OutboxStore;
  readonly safeFetch: SafeFetch;
  readonly directory: Directory;
  readonly callbackSecretOf: (caller: string) => string;
  readonly settings: () => { readonly owner: { readonly notify: readonly OwnerAddress[] } };
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Logger;
}

/** Sends callbacks and tells the owner, from the outbox. */
export function openDelivery(parts: DeliveryParts): ReturnType<typeof createCallbackDelivery> {
  const { outbox, safeFetch, directory, callbackSecretOf, settings, clock, meter, log } = parts;
  return createCallbackDelivery({
    outbox,
    safeFetch,
    destinationOf: createDestinationOf({
      hostsOf: (caller) => directory.findLiveCaller(caller)?.callbackHosts,
      secretOf: callbackSecretOf,
      ownerAddresses: () => settings().owner.notify,
    }),
    clock,
    meter,
    log,
    version,
  });
}
