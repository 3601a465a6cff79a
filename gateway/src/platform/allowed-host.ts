import { isIP } from 'node:net';

/** One entry of `AllowedHosts`, as it is understood. */
export interface AllowedHost {
  /** As `URL.hostname` has it, without a trailing dot. */
  readonly host: string;
  readonly port: number | undefined;
}

/** Reads `name`, `name:port`, an IP address, or `address:port` (IPv6 in brackets). Undefined: it is none of these. */
export function parseAllowedHost(entry: string): AllowedHost | undefined {
  const bare = isIP(entry) === 6 ? `[${entry}]` : entry;
  const [, host, portText] = /^(\[[^\]]+\]|[^/\\?#@:*\s]+)(?::(\d{1,5}))?$/.exec(bare) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}/`)) return undefined;
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  return { host: normalHost(new URL(`http://${host}/`).hostname), port };
}

/** `URL` has lowered the case and made punycode of it; what is left is the dot of a full name. */
export function normalHost(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}
