import { isIP } from 'node:net';
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

interface AllowedHost {
  /** As `URL.hostname` has it, without a trailing dot. */
  readonly host: string;
  readonly port: number | undefined;
}

/** Reads `name`, `name:port`, an IP address, or `address:port` (IPv6 in brackets). Undefined: it is none of these. */
function parseAllowedHost(entry: string): AllowedHost | undefined {
  const bare = isIP(entry) === 6 ? `[${entry}]` : entry;
  const [, host, port] = /^(\[[^\]]+\]|[^/\\?#@:\s]+)(?::(\d{1,5}))?$/.exec(bare) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}/`)) return undefined;
  const { hostname } = new URL(`http://${host}/`);
  return { host: normalHost(hostname), port: port === undefined ? undefined : Number(port) };
}

/** `URL` has lowered the case and made punycode of it; what is left is the dot of a full name. */
function normalHost(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

/** The port that a request goes to, named or not. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
