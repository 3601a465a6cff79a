import type { FetchLike } from '@modelcontextprotocol/client';
import type { SafeFetch } from '../../../platform/safe-fetch.ts';

/**
 * Fetches from the server that the owner configured, and from what that server names (where to sign in):
 * on its own host, or at a public address over https.
 */
export function guardedFetch(
  serverUrl: string,
  { fetch, safeFetch }: { fetch: FetchLike; safeFetch: Pick<SafeFetch, 'check'> },
): FetchLike {
  const { hostname } = new URL(serverUrl);
  return async (input, init) => {
    const url = new URL(input);
    if (url.hostname === hostname) return fetch(url, init);
    if (url.protocol !== 'https:') throw new Error(`${url.host} is not called: it is not https`);
    const verdict = await safeFetch.check(url.href, [url.hostname]);
    if (verdict.kind === 'refused' || isLiteral(url.hostname)) {
      throw new Error(`${url.host} is not called: it is no public name`);
    }
    return fetch(url, init);
  };
}

function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}
