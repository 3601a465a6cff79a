import type { EngineCall, EngineResult } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import { reviewStatus, type Review, type ReviewStore } from '../../intents/review-store.ts';
import type { Logger } from '../../platform/logger.ts';
import { callTool, type AcceptedTool } from './call-tool.ts';
import type { ConnectPlace } from './connect-server.ts';
import { configuredEffect } from './effect-of-tool.ts';
import { examineOffers } from './examine-offers.ts';
import { notAsAccepted } from './failures.ts';
import type { OpenConnection, ToolsByName } from './open-connection.ts';
import { closeIfDead } from './health-check.ts';
import { createReviewBook, type ReviewBook } from './review-book.ts';
import type { McpSettings, ServerSettings } from './server-settings.ts';
import { surfaceName, surfaceOffer } from './surface-offer.ts';
import { intentNameOf, toolIntent } from './tool-intent.ts';
import { createUpstream, type Upstream } from './upstream.ts';

/** Every upstream server, with what the owner accepted of them. */
export interface Upstreams {
  readonly book: ReviewBook;
  /** A new list whenever something about it changed. */
  intents(): readonly Intent[];
  call(intent: Intent, call: EngineCall): Promise<EngineResult>;
  all(): readonly Upstream[];
  find(server: string): Upstream | undefined;
  /** Asks the server what it offers now. */
  refresh(server: string, signal: AbortSignal): Promise<void>;
  /** Takes the settings over: servers that run otherwise are ended, and opened anew when they are needed. */
  prepare(): Promise<void>;
  stop(): Promise<void>;
}

export interface UpstreamsParts {
  readonly settings: () => McpSettings;
  readonly store: ReviewStore;
  readonly place: ConnectPlace;
  readonly now: () => number;
  readonly log: Logger;
  readonly listener: SurfaceListener;
}

/** Told what changes beside tools. */
export interface SurfaceListener {
  onListChanged(kind: 'resources' | 'prompts'): void;
  onResourceUpdated(uri: string): void;
  onConnected(server: string, connection: OpenConnection): void;
}

export function createUpstreams(parts: UpstreamsParts): Upstreams {
  const { log, listener } = parts;
  let intents: readonly Intent[] | undefined;
  let accepted = new Map<string, AcceptedTool>();
  const servers = new Map<string, Kept>();
  const book = createReviewBook({ ...parts, onChange: () => (intents = undefined) });

  const noteTools = async (server: string, tools: ToolsByName, connection: OpenConnection) => {
    const known = book.of(server);
    const surface = surfaceOffer(connection.client);
    const offers = examineOffers([...tools.values()], known);
    await book.note(server, surface ? [...offers, surface] : offers);
  };
  const open = (server: string): Upstream => {
    const settings = parts.settings().servers[server];
    if (!settings) throw new Error(`there is no server "${server}"`);
    return createUpstream({
      ...parts,
      server,
      settings,
      news: {
        onTools: (tools, connection) => {
          noteTools(server, tools, connection).catch((error: unknown) => {
            log.error({ server, err: error }, 'the tools of an upstream server were not noted');
          });
        },
        onListChanged: listener.onListChanged,
        onResourceUpdated: listener.onResourceUpdated,
        onConnected: (connection) => listener.onConnected(server, connection),
      },
    });
  };
  const rebuild = (): readonly Intent[] => {
    const usable = [...servers.values()].flatMap((kept) =>
      [...book.of(kept.upstream.server).values()].flatMap((review) => usableTool(kept, review)),
    );
    accepted = new Map(usable.map(({ tool }) => [tool.intent, tool]));
    return usable.map(({ intent }) => intent);
  };

  return {
    book,
    intents: () => (intents ??= rebuild()),
    call(intent, call) {
      const tool = accepted.get(intent.name);
      if (!tool) return Promise.reject(notAsAccepted(intent.name, 'changed'));
      return callTool(tool, call);
    },
    all: () => [...servers.values()].map(({ upstream }) => upstream),
    find: (server) => servers.get(server)?.upstream,
    async refresh(server, signal) {
      const upstream = servers.get(server)?.upstream;
      await upstream?.use({ signal }, async (connection) => {
        const tools = await connection.relist().catch(async (error: unknown) => {
          await closeIfDead(connection);
          throw error;
        });
        await noteTools(server, tools, connection);
      });
    },
    async prepare() {
      const wanted = parts.settings().servers;
      const gone = [...servers].filter(
        ([server, { settings }]) => !runsAlike(wanted[server], settings),
      );
      for (const [server] of gone) servers.delete(server);
      for (const [server, settings] of Object.entries(wanted)) {
        const upstream = servers.get(server)?.upstream ?? open(server);
        servers.set(server, { upstream, settings });
      }
      await book.load();
      await Promise.all(gone.map(([, { upstream }]) => upstream.stop()));
    },
    async stop() {
      await Promise.all([...servers.values()].map(({ upstream }) => upstream.stop()));
    },
  };
}

interface Kept {
  readonly upstream: Upstream;
  /** As they are now; those that it was opened with may have had other effects. */
  readonly settings: ServerSettings;
}

/* What its tools count as is nothing to the server itself: a review leaves it running. */
function runsAlike(wanted: ServerSettings | undefined, settings: ServerSettings): boolean {
  if (!wanted) return false;
  const { effects } = wanted;
  return JSON.stringify(wanted) === JSON.stringify({ ...settings, effects });
}

/** What is not as it was accepted is not in the catalog: nobody can be talked into calling it. */
function usableTool(
  { upstream, settings }: Kept,
  review: Review,
): { readonly intent: Intent; readonly tool: AcceptedTool }[] {
  const { server } = upstream;
  const { name, accepted } = review;
  if (!accepted || name === surfaceName || reviewStatus(review) === 'changed') return [];
  if (reviewStatus(review) === 'gone') return [];
  const intent = toolIntent({ source: server, name, accepted }, settings);
  const effect = configuredEffect(settings.effects, name) ?? accepted.effect;
  const { digest } = accepted;
  return [{ intent, tool: { upstream, intent: intentNameOf(server, name), name, digest, effect } }];
}
