import { normalHost, parseAllowedHost } from '../platform/allowed-host.ts';
import type { AllowedHosts } from '../platform/safe-fetch.ts';

/** What a list of allowed hosts says of one URL. */
export type HostMatch =
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'listed'; readonly withPort: boolean };

/** Finds the entry for the URL's host. Addresses match as they are written, never as what they embed. */
export function matchAllowedHost(url: URL, allowed: AllowedHosts): HostMatch {
  const host = normalHost(url.hostname);
  const port = portOf(url);
  const entries = allowed.map(parseAllowedHost).filter((entry) => entry?.host === host);
  if (entries.some((entry) => entry?.port === port)) return { kind: 'listed', withPort: true };
  if (entries.some((entry) => entry?.port === undefined))
    return { kind: 'listed', withPort: false };
  return { kind: 'unlisted' };
}

/** The port that a request goes to, named or not. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
