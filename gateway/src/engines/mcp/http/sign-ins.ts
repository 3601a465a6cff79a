import path from 'node:path';
import type { FetchLike, OAuthClientProvider } from '@modelcontextprotocol/client';
import type { SafeFetch } from '../../../platform/safe-fetch.ts';
import type { HttpWay } from '../server-settings.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { createSignIn } from './sign-in.ts';
import { signInFile, type SignInFile } from './token-file.ts';

/** Where sign-ins are kept, and where the browser of the owner comes back to. */
export interface SignInPlace {
  readonly folder: string;
  readonly read: (file: string) => string | undefined;
  readonly write: (file: string, text: string) => void;
  readonly redirectUrl: () => string;
  readonly newState: () => string;
  readonly safeFetch: Pick<SafeFetch, 'check'>;
  readonly fetch: FetchLike;
}

/** The sign-ins of this gateway to upstream servers: one each, its own and never that of a caller. */
export interface SignIns {
  of(server: string, way: HttpWay): OAuthClientProvider | undefined;
  /** Where the owner has to sign in, while that is to be done. */
  waitsFor(server: string): string | undefined;
  /** Trades what the browser of the owner brought back for tokens. */
  finish(server: string, way: HttpWay, brought: BroughtBack): Promise<void>;
  /** The server that a browser comes back from, by the state that it was sent with. */
  serverOf(state: string, servers: readonly string[]): string | undefined;
}

export interface BroughtBack {
  readonly code: string;
  /** Which issuer says so (RFC 9207). */
  readonly iss?: string | undefined;
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
  const signInTo = (server: string, { oauth }: HttpWay) =>
    createSignIn({
      settings: oauth ?? {},
      file: fileOf(server),
      redirectUrl: place.redirectUrl(),
      newState: place.newState,
      onRedirect: (url) => onRedirect(server, url),
    });
  return {
    of(server, way) {
      const names = Object.keys(way.headers).map((name) => name.toLowerCase());
      /* A key in the headers is all that it needs. */
      return names.includes('authorization') && !way.oauth ? undefined : signInTo(server, way);
    },
    async finish(server, way, { code, iss }) {
      const { auth } = await import('@modelcontextprotocol/client');
      await auth(signInTo(server, way), {
        serverUrl: way.url,
        authorizationCode: code,
        ...(iss !== undefined && { iss }),
        fetchFn: guardedFetch(way.url, place),
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
