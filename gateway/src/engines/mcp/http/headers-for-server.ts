import type { FetchLike } from '@modelcontextprotocol/client';
import type { HttpWay } from '../server-settings.ts';

/**
 * Adds the headers that the owner configured for a server to what goes to its own origin, and to nothing else: whoever
 * it names to sign in at learns no key that is meant for it.
 */
export function withHeadersFor({ url, headers }: HttpWay, fetch: FetchLike): FetchLike {
  const server = new URL(url);
  const given = Object.entries(headers);
  return (input, init) => {
    const { origin, pathname } = new URL(input);
    if (origin !== server.origin) return fetch(input, init);
    const all = new Headers(init?.headers);
    /* Where one signs in at the same origin, what that wants to send comes first. */
    const isServer = pathname === server.pathname;
    for (const [name, value] of given) if (isServer || !all.has(name)) all.set(name, value);
    return fetch(input, { ...init, headers: all });
  };
}
