import type { FetchLike } from '@modelcontextprotocol/client';
import type { ReviewSource } from '#contract';
import type { Engine } from '../../intents/engine.ts';
import type { ReviewedEngine } from '../../intents/review-desk.ts';
import type { ReviewStore } from '../../intents/review-store.ts';
import type { UpstreamSurface } from '../../intents/upstream-surface.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SafeFetch } from '../../platform/safe-fetch.ts';
import { configuredEffect, hintedEffect } from './effect-of-tool.ts';
import { createMcpEngine } from './mcp-engine.ts';
import type { BroughtBack, SignInPlace, SignIns } from './http/sign-ins.ts';
import type { McpSettings } from './server-settings.ts';
import { createSurface } from './surface.ts';
import { toolWarnings } from './tool-warnings.ts';
import type { SurfaceListener, Upstreams } from './upstreams.ts';
import type { Upstream } from './upstream.ts';

/** Everything about upstream MCP servers. What is heavy about it is loaded when the first one is configured. */
export interface McpPart {
  /** Loaded once any server is configured. */
  readonly engine: Engine & { readonly isLoaded: () => boolean };
  readonly surface: UpstreamSurface;
  readonly reviewed: ReviewedEngine;
  /** The browser of the owner came back from where it signed in to a server; false where nobody sent it there. */
  finishSignIn(brought: { readonly state: string } & BroughtBack): Promise<boolean>;
  /** Takes the settings over, at the start and after they were read anew. */
  prepare(): Promise<void>;
  stop(): Promise<void>;
}

export interface McpPartOptions {
  readonly settings: () => McpSettings;
  readonly store: ReviewStore;
  readonly now: () => number;
  readonly log: Logger;
  /** Folder in which servers have folders of their own. */
  readonly homes: string;
  /** What no server ever sees. */
  readonly secretFolders: readonly string[];
  readonly secretFiles: readonly string[];
  readonly safeFetch: Pick<SafeFetch, 'check'>;
  readonly fetch: FetchLike;
  readonly signIn: Omit<SignInPlace, 'safeFetch' | 'fetch'>;
}

const refreshMs = 120_000;

export function createMcpPart(options: McpPartOptions): McpPart {
  const { settings } = options;
  let upstreams: Upstreams | undefined;
  let signIns: SignIns | undefined;
  const surface = createSurface({ upstreams: () => upstreams });
  const refresh = async (server: string) => {
    await upstreams?.refresh(server, AbortSignal.timeout(refreshMs));
  };
  return {
    engine: { ...createMcpEngine(() => upstreams), isLoaded: () => upstreams !== undefined },
    surface,
    reviewed: {
      engine: 'mcp',
      sources: () =>
        (upstreams?.all() ?? []).map((each) => stateOf(each, signIns?.waitsFor(each.server))),
      refresh,
      configuredEffect: (source, name) =>
        configuredEffect(settings().servers[source]?.effects ?? [], name),
      hintedEffect,
      warningsOf: toolWarnings,
      async decided() {
        await upstreams?.book.load();
      },
    },
    async finishSignIn({ state, ...brought }) {
      const server = signIns?.serverOf(state, Object.keys(settings().servers)) ?? '';
      const way = settings().servers[server]?.way;
      if (!signIns || !way || way.kind === 'stdio') return false;
      await signIns.finish(server, way, brought);
      refresh(server).catch(() => {});
      return true;
    },
    async prepare() {
      if (!upstreams && Object.keys(settings().servers).length === 0) return;
      if (!upstreams) ({ upstreams, signIns } = await load(options, surface));
      await upstreams.prepare();
      /* Only of those that nobody ever looked at is it not known what waits. */
      const unseen = upstreams.all().filter(({ server }) => upstreams?.book.of(server).size === 0);
      for (const { server } of unseen) {
        /* Why it could not be asked is logged where that happens, and stands in its state. */
        refresh(server).catch(() => {});
      }
    },
    async stop() {
      await upstreams?.stop();
    },
  };
}

async function load(
  options: McpPartOptions,
  listener: SurfaceListener,
): Promise<{ upstreams: Upstreams; signIns: SignIns }> {
  const [{ createUpstreams }, { createConnectPlace }, { createSignIns }] = await Promise.all([
    import('./upstreams.ts'),
    import('./connect-place.ts'),
    import('./http/sign-ins.ts'),
  ]);
  const signIns = createSignIns({ ...options, ...options.signIn }, (server) => {
    options.log.warn({ server }, 'it wants you to sign in: "tutti mcp list" has the link');
  });
  const place = createConnectPlace(options, signIns);
  return { upstreams: createUpstreams({ ...options, listener, place }), signIns };
}

function stateOf(upstream: Upstream, signInAt: string | undefined): ReviewSource {
  const condition = upstream.condition();
  return {
    engine: 'mcp',
    source: upstream.server,
    state: condition.kind,
    ...(condition.kind === 'failing' && { detail: condition.why }),
    ...(signInAt !== undefined && { detail: `sign in to it: ${signInAt}` }),
  };
}
