import { isIP } from 'node:net';
import type { AllowedHosts } from '../platform/safe-fetch.ts';
import { addressVerdict } from './address-verdict.ts';
import { matchAllowedHost, portOf } from './match-allowed-host.ts';
import { badPorts } from './bad-ports.ts';

/** What can be said of a URL without asking anybody. A `name` is still to be looked up. */
export type StaticVerdict =
  | { readonly kind: 'name'; readonly url: URL }
  | { readonly kind: 'address'; readonly url: URL }
  | { readonly kind: 'refused'; readonly reason: string };

/** The URL that it gives is the only one to send to: no second parser gets to read the text. */
export function urlVerdict(text: string, allowed: AllowedHosts): StaticVerdict {
  if (!URL.canParse(text)) return refused('it is not a valid URL');
  const url = withoutTrailingDot(new URL(text));
  const flaw = flawOf(url);
  if (flaw !== undefined) return refused(flaw);

  const match = matchAllowedHost(url, allowed);
  if (match.kind === 'unlisted')
    return refused(`${url.host} is not among the hosts that the owner listed`);
  if (badPorts.has(portOf(url)) && !match.withPort) {
    return refused(
      `port ${portOf(url)} is not one of the web; the owner can list "${url.host}" to allow it`,
    );
  }
  const address = literalAddressOf(url);
  if (address === undefined) return { kind: 'name', url };
  if (addressVerdict(address, { listed: true }) === 'allowed') return { kind: 'address', url };
  return refused(`${url.host} may never be called`);
}

function refused(reason: string): StaticVerdict {
  return { kind: 'refused', reason };
}

function flawOf(url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'it must be http or https';
  if (url.username !== '' || url.password !== '') return 'it must not hold a user name or password';
  if (url.href.includes('#')) return 'it must not have a fragment (#…)';
  return undefined;
}

function literalAddressOf(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}

/* With its dot a full name means the same, but no certificate is made out to it. */
function withoutTrailingDot(url: URL): URL {
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  return url;
}
