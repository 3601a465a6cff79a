import type { RelyingParty } from '../../../identity/relying-party.ts';

/** The gateway as the owner's browser reaches it. */
export interface Site {
  readonly origin: string;
  /** Path under which a proxy offers the gateway; empty where it is the root. */
  readonly base: string;
  readonly isHttps: boolean;
  /** Absent where browsers know no passkeys: on a bare address, or without https. */
  readonly party?: RelyingParty;
  /** The same gateway under a name that may have passkeys. */
  readonly localhost?: string;
}

/** Either where public_url says, or where the request says that it went: this machine, mostly. */
export function siteOf(host: string | undefined, publicUrl: string | undefined): Site {
  const known = publicUrl !== undefined && URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const name = host?.toLowerCase();
  if (known && known.host === name) return publicSite(known);
  return localSite(name ?? 'localhost');
}

function publicSite({ origin, protocol, hostname, pathname }: URL): Site {
  const isHttps = protocol === 'https:';
  const mayHavePasskeys = (isHttps && !isAddress(hostname)) || hostname === 'localhost';
  return {
    origin,
    base: pathname.replace(/\/+$/, ''),
    isHttps,
    ...(mayHavePasskeys && { party: { id: hostname, origin } }),
  };
}

function localSite(host: string): Site {
  const origin = `http://${host}`;
  const plain = { origin, base: '', isHttps: false };
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  const hostname = port === '' ? host : host.slice(0, -port.length);
  if (hostname === 'localhost') return { ...plain, party: { id: 'localhost', origin } };
  const isLoopback = hostname === '127.0.0.1' || hostname === '[::1]';
  return isLoopback ? { ...plain, localhost: `http://localhost${port}` } : plain;
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}
