import type { OAuthStore } from '../oauth-store.ts';
import { createSignInLimit } from '../sign-in-limit.ts';
import { readClientMetadata, type ClientMetadata, type MetadataFlaw } from './client-metadata.ts';

const mostClients = 1000;
/* Many clients may come from one address: that of a proxy, or of a service that all its users share. */
const rates = { perAddressAMinute: 30, overallAMinute: 60 };

export type Registered =
  | { readonly kind: 'registered'; readonly client: ClientMetadata; readonly issuedAtS: number }
  | { readonly kind: 'refused'; readonly flaw: MetadataFlaw }
  | { readonly kind: 'too_many'; readonly retryAfterMs: number };

interface RegistrarParts {
  readonly store: OAuthStore;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
}

/** Takes clients that register themselves (RFC 7591). Whoever registers may do nothing yet. */
export function createRegistrar({
  store,
  randomBytes,
  now,
}: RegistrarParts): (metadata: unknown, address: string) => Promise<Registered> {
  const attempts = createSignInLimit(now, rates);
  return async (metadata, address) => {
    const retryAfterMs = attempts.takeAttempt(address);
    if (retryAfterMs !== undefined) return { kind: 'too_many', retryAfterMs };
    const id = `client_${Buffer.from(randomBytes(16)).toString('base64url')}`;
    const client = readClientMetadata(id, metadata);
    if ('error' in client) return { kind: 'refused', flaw: client };
    const createdAt = now();
    const stored = { id, metadata: JSON.stringify(client), createdAt };
    const isKept = await store.addClient({ client: stored, most: mostClients });
    if (!isKept) return { kind: 'too_many', retryAfterMs: 60_000 };
    return { kind: 'registered', client, issuedAtS: Math.floor(createdAt / 1000) };
  };
}
