import path from 'node:path';
import type { FetchLike, OAuthClientProvider } from '@modelcontextprotocol/client';
import type { BroughtBack } from '../../../intents/upstream-sign-in.ts';
import type { SafeFetch } from '../../../platform/safe-fetch.ts';
import type { HttpWay } from '../server-settings.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { createSignIn, type IssuerNotes } from './sign-in.ts';
import { signInFile, type Pending, type SignInFile } from './token-file.ts';

/** Where sign-ins are kept, and where the browser of the owner comes back to. */
export interface SignInPlace {
  readonly folder: string;
  readonly read: (file: string) => string | undefined;
  readonly write: (file: string, text: string) => void;
  readonly redirectUrl: () => string;
  readonly newState: () => string;
  readonly now: () => number;
  readonly safeFetch: Pick<SafeFetch, 'check'>;
  readonly fetch: FetchLike;
}

/** The sign-ins of this gateway to upstream servers: one each, its own and never that of a caller. */
export interface SignIns {
  of(server: string, way: HttpWay): OAuthClientProvider | undefined;
  /** Where the owner has to sign in, while that is to be done. */
  waitsFor(server: string, way: HttpWay): string | undefined;
  /**
   * Trades what the browser of the owner brought back for tokens. Each state counts once, whatever comes of it;
   * false where it is not of this server.
   */
  finish(server: string, way: HttpWay, brought: BroughtBack): Promise<boolean>;
}

export function createSignIns(
  place: SignInPlace,
  onRedirect: (server: string, url: URL) => void | Promise<void>,
): SignIns {
  const kept = new Map<string, { readonly file: SignInFile; readonly issuer: IssuerNotes }>();
  const keptOf = (server: string, { url }: HttpWay) => {
    const key = `${server} ${url}`;
    const file = path.join(place.folder, `${server}.sign-in.json`);
    const known = kept.get(key) ?? { file: signInFile({ file, server: url }, place), issuer: {} };
    kept.set(key, known);
    return known;
  };
  const signInTo = (server: string, way: HttpWay, cameBack?: Pending) =>
    createSignIn({
      settings: way.oauth ?? {},
      ...keptOf(server, way),
      redirectUrl: place.redirectUrl(),
      newState: place.newState,
      now: place.now,
      onRedirect: (url) => onRedirect(server, url),
      ...(cameBack && { cameBack }),
    });
  return {
    of: (server, way) => (hasKey(way) ? undefined : signInTo(server, way)),
    async finish(server, way, { state, code, error, iss }) {
      const { file } = keptOf(server, way);
      const { pending } = file.read();
      const cameBack = pending.findLast((each) => each.state === state);
      if (!cameBack) return false;
      file.change({ pending: pending.filter((each) => each !== cameBack) });
      if (code === undefined)
        throw new Error(`it was refused there (${error ?? 'no reason given'})`);
      const { auth } = await import('@modelcontextprotocol/client');
      await auth(signInTo(server, way, cameBack), {
        serverUrl: way.url,
        authorizationCode: code,
        ...(iss !== undefined && { iss }),
        fetchFn: guardedFetch(way.url, place),
      });
      return true;
    },
    waitsFor: (server, way) =>
      hasKey(way) ? undefined : keptOf(server, way).file.read().pending.at(-1)?.url,
  };
}

/* A key in the headers is all that it needs. */
function hasKey({ headers, oauth }: HttpWay): boolean {
  return !oauth && Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
}
