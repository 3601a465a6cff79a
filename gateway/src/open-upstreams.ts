import { randomBytes } from 'node:crypto';
import type { Config } from './config/parse-config.ts';
import { createMcpPart, type McpPart } from './engines/mcp/mcp-part.ts';
import type { ReviewStore } from './intents/review-store.ts';
import type { Logger } from './platform/logger.ts';
import type { SafeFetch } from './platform/safe-fetch.ts';
import { readTextFile, writePrivateFile } from './store/files/secret-file.ts';

interface UpstreamsBase {
  readonly store: { readonly reviews: ReviewStore };
  readonly settings: () => Config;
  readonly now: () => number;
  readonly log: Logger;
  readonly fileIn: (name: string) => string;
  readonly publicUrl: () => string;
}

/** Upstream MCP servers; each has a folder of its own, and none sees what lies beside it. */
export async function openUpstreams(
  { store, settings, now, log, fileIn, publicUrl }: UpstreamsBase,
  safeFetch: SafeFetch,
): Promise<McpPart> {
  const { dataDir, configFile } = settings();
  const part = createMcpPart({
    settings: () => settings().mcp,
    store: store.reviews,
    now,
    log,
    homes: fileIn('mcp'),
    secretFolders: [dataDir],
    secretFiles: configFile === undefined ? [] : [configFile],
    safeFetch,
    fetch: globalThis.fetch,
    signIn: {
      folder: dataDir,
      read: readTextFile,
      write: writePrivateFile,
      redirectUrl: () => `${publicUrl()}/owner/mcp/callback`,
      newState: () => randomBytes(16).toString('base64url'),
    },
  });
  await part.prepare();
  return part;
}
