import path from 'node:path';
import type { OAuthClientProvider } from '@modelcontextprotocol/client';
import type { HttpWay } from '../server-settings.ts';
import { createSignIn } from './sign-in.ts';
import { signInFile, type SignInFile } from './token-file.ts';

/** Where sign-ins are kept, and where the browser of the owner comes back to. */
export interface SignInPlace {
  readonly folder: string;
  readonly read: (file: string) => string | undefined;
  readonly write: (file: string, text: string) => void;
  readonly redirectUrl: () => string;
  readonly newState: () => string;
}

/** The sign-ins of this gateway to upstream servers: one each, its own and never that of a caller. */
export interface SignIns {
  of(server: string, way: HttpWay): OAuthClientProvider | undefined;
  /** Where the owner has to sign in, while that is to be done. */
  waitsFor(server: string): string | undefined;
  /** The server that a browser comes back from, by the state that it was sent with. */
  serverOf(state: string, servers: readonly string[]): string | undefined;
}

export function createSignIns(
  place: SignInPlace,
  onRedirect: (server: string, url: URL) => void | Promise<void>,
): SignIns {
  const files = new Map<string, SignInFile>();
  const fileOf = (server: string): SignInFile => {
    const known =
      files.get(server) ?? signInFile(path.join(place.folder, `${server}.sign-in.json`), place);
    files.set(server, known);
    return known;
  };
  return {
    of(server, { headers, oauth }) {
      const hasKey = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
      if (hasKey && !oauth) return undefined;
      return createSignIn({
        settings: oauth ?? {},
        file: fileOf(server),
        redirectUrl: place.redirectUrl(),
        newState: place.newState,
        onRedirect: (url) => onRedirect(server, url),
      });
    },
    waitsFor: (server) => fileOf(server).read().waitsFor,
    serverOf: (state, servers) =>
      servers.find((server) => {
        const { state: expected } = fileOf(server).read();
        return expected !== undefined && expected === state;
      }),
  };
}
