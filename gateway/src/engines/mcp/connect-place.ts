import path from 'node:path';
import type { ConnectPlace } from './connect-server.ts';
import type { McpPartOptions } from './mcp-part.ts';
import { guardedFetch } from './http/guarded-fetch.ts';
import { createRefreshSharing } from './http/share-refreshes.ts';
import type { SignIns } from './http/sign-ins.ts';
import { findBwrap, type Confinement } from './stdio/find-bwrap.ts';

/** Where servers are started, and what they are kept from. */
export function createConnectPlace(options: McpPartOptions, signIns: SignIns): ConnectPlace {
  const { settings, homes, log } = options;
  const shareRefreshes = createRefreshSharing();
  let confinement: Promise<Confinement> | undefined;
  const find = async () => {
    const found = await findBwrap(settings().baseEnv);
    if (found.kind === 'none') {
      log.warn(
        { why: found.why },
        'upstream servers run with all that your user may do: nothing keeps them from the keys of this gateway',
      );
    }
    return found;
  };
  return {
    baseEnv: () => settings().baseEnv,
    confinement: () => (confinement ??= find()),
    homeOf: (server) => path.join(homes, server),
    secretFolders: options.secretFolders,
    secretFiles: options.secretFiles,
    http: {
      fetchFor: (serverUrl) => shareRefreshes(guardedFetch(serverUrl, options)),
      signInOf: (server, way) => signIns.of(server, way),
    },
  };
}
