import type { FetchLike } from '@modelcontextprotocol/client';
import type { ReviewSource } from '#contract';
import type { Engine } from '../../intents/engine.ts';
import type { ReviewedEngine } from '../../intents/review-desk.ts';
import type { ReviewStore } from '../../intents/review-store.ts';
import type { BroughtBack, SignInOutcome } from '../../intents/upstream-sign-in.ts';
import type { UpstreamSurface } from '../../intents/upstream-surface.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SafeFetch } from '../../platform/safe-fetch.ts';
import { configuredEffect, hintedEffect } from './effect-of-tool.ts';
import { createMcpEngine } from './mcp-engine.ts';
import type { SignInPlace, SignIns } from './http/sign-ins.ts';
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
  /** The browser of the owner came back from where it signed in to a server. */
  finishSignIn(brought: BroughtBack): Promise<SignInOutcome>;
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
  readonly signIn: Omit<SignInPlace, 'safeFetch' | 'fetch' | 'now'>;
}

const refreshMs = 120_000;
/* A browser waits for it. */
const afterSignInMs = 5000;

export function createMcpPart(options: McpPartOptions): McpPart {
  const { settings } = options;
  let upstreams: Upstreams | undefined;
  let signIns: SignIns | undefined;
  const surface = createSurface({ upstreams: () => upstreams });
  const refresh = async (server: string, timeoutMs = refreshMs) => {
    await upstreams?.refresh(server, AbortSignal.timeout(timeoutMs));
  };
  const signInAt = ({ server, settings: { way } }: Upstream) =>
    way.kind === 'stdio' ? undefined : signIns?.waitsFor(server, way);
  return {
    engine: { ...createMcpEngine(() => upstreams), isLoaded: () => upstreams !== undefined },
    surface,
    reviewed: {
      engine: 'mcp',
      sources: () => (upstreams?.all() ?? []).map((each) => stateOf(each, signInAt(each))),
      refresh,
      configuredEffect: (source, name) =>
        configuredEffect(settings().servers[source]?.effects ?? [], name),
      hintedEffect,
      warningsOf: toolWarnings,
      async decided() {
        await upstreams?.book.load();
      },
    },
    async finishSignIn(brought) {
      const outcome = await finishSignIn(settings(), signIns, brought);
      if (outcome.kind === 'unknown') return outcome;
      const { server } = outcome;
      if (outcome.kind === 'refused')
        options.log.warn({ server, reason: outcome.why }, 'the sign-in to it was refused');
      upstreams?.find(server)?.tryAnew();
      /* Either its tools are looked at now, or there is a new link. */
      await refresh(server, afterSignInMs).catch(() => {});
      return outcome;
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

async function finishSignIn(
  { servers }: McpSettings,
  signIns: SignIns | undefined,
  brought: BroughtBack,
): Promise<SignInOutcome> {
  for (const [server, { way }] of Object.entries(servers)) {
    if (way.kind === 'stdio') continue;
    try {
      if (await signIns?.finish(server, way, brought)) return { kind: 'done', server };
    } catch (error) {
      return {
        kind: 'refused',
        server,
        why: error instanceof Error ? error.message : String(error),
      };
    }
  }
  return { kind: 'unknown' };
}

function stateOf(upstream: Upstream, signInAt: string | undefined): ReviewSource {
  const condition = upstream.condition();
  return {
    engine: 'mcp',
    source: upstream.server,
    /* A server that works may want a sign-in for more than it was asked so far. */
    state: signInAt !== undefined && condition.kind === 'idle' ? 'failing' : condition.kind,
    ...(condition.kind === 'failing' && { detail: condition.why }),
    ...(signInAt !== undefined && { detail: `sign in to it: ${signInAt}` }),
  };
}
