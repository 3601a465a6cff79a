import { scopesCover } from '../../identity/scope.ts';
import type {
  SurfaceChange,
  SurfaceRequest,
  UpstreamSurface,
} from '../../intents/upstream-surface.ts';
import { reviewStatus } from '../../intents/review-store.ts';
import type { JsonObject } from '../../platform/json.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { listFrom, rememberUris, send, type ListField } from './surface-lists.ts';
import { surfaceName } from './surface-offer.ts';
import { firstThatKnows, named, ownersOf, textOf, unknownPrompt } from './surface-owners.ts';
import type { Upstream } from './upstream.ts';
import type { SurfaceListener, Upstreams } from './upstreams.ts';

type Kind = 'resources' | 'prompts';

export interface SurfaceParts {
  readonly upstreams: () => Upstreams | undefined;
}

/** What upstream servers offer beside tools. One that fails is missing in lists, and holds no other up. */
export function createSurface({ upstreams }: SurfaceParts): UpstreamSurface & SurfaceListener {
  const listeners = new Set<(change: SurfaceChange) => void>();
  const tell = (change: SurfaceChange) => {
    for (const listener of listeners) listener(change);
  };
  const passing: Passing = {
    ...viewOf(upstreams),
    subscriptions: createSubscriptions(),
    serverOfUri: new Map(),
  };
  return {
    capabilities: (scopes) => mergedCapabilities(passing, scopes),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onListChanged: (kind) => tell({ kind }),
    onResourceUpdated: (uri) => tell({ kind: 'resource', uri }),
    onConnected: (server, connection) => passing.subscriptions.renew(server, connection),
    async request(method, request) {
      switch (method) {
        case 'resources/list':
          return list(passing, { kind: 'resources', field: 'resources' }, request);
        case 'resources/templates/list':
          return list(passing, { kind: 'resources', field: 'resourceTemplates' }, request);
        case 'prompts/list':
          return list(passing, { kind: 'prompts', field: 'prompts' }, request);
        case 'resources/read':
        case 'resources/subscribe':
        case 'resources/unsubscribe':
          return ofResource(passing, method, request);
        case 'prompts/get':
          return getPrompt(passing, request);
        case 'completion/complete':
          return complete(passing, request);
        default:
          return method satisfies never;
      }
    },
  };
}

/** What the owner lets clients see, and what is remembered of it. */
interface Passing extends View {
  readonly subscriptions: Subscriptions;
  /** Which server listed a URI; of all others it has to be found out. */
  readonly serverOfUri: Map<string, string>;
}

interface View {
  all(): readonly Upstream[];
  /** Those whose prompts or resources the owner accepted and these scopes cover. */
  visible(kind: Kind, scopes: readonly string[]): readonly Upstream[];
  capabilitiesOf(server: string): JsonObject | undefined;
}

function viewOf(upstreams: SurfaceParts['upstreams']): View {
  const capabilitiesOf = (server: string): JsonObject | undefined => {
    const review = upstreams()?.book.of(server).get(surfaceName);
    if (!review?.accepted || reviewStatus(review) === 'changed') return undefined;
    return review.accepted.definition['capabilities'] as JsonObject;
  };
  const all = () => upstreams()?.all() ?? [];
  return {
    all,
    capabilitiesOf,
    visible: (kind, scopes) =>
      all().filter(
        ({ server }) =>
          scopesCover(scopes, `mcp.${server}.${kind}`) &&
          capabilitiesOf(server)?.[kind] !== undefined,
      ),
  };
}

function mergedCapabilities(view: View, scopes: readonly string[]): JsonObject {
  const kinds = (['resources', 'prompts'] as const).flatMap((kind) => {
    const parts = view
      .visible(kind, scopes)
      .map(({ server }) => view.capabilitiesOf(server)?.[kind] as JsonObject);
    if (parts.length === 0) return [];
    const merged: JsonObject = Object.assign({ listChanged: true }, ...parts) as JsonObject;
    return [[kind, merged] as const];
  });
  const seen = [...view.visible('prompts', scopes), ...view.visible('resources', scopes)];
  const completes = seen.some(
    ({ server }) => view.capabilitiesOf(server)?.['completions'] !== undefined,
  );
  const logs = view
    .all()
    .some(
      ({ server, settings }) =>
        settings.forward.includes('logging') && scopesCover(scopes, `mcp.${server}.*`),
    );
  return {
    ...Object.fromEntries(kinds),
    ...(completes && { completions: {} }),
    ...(logs && { logging: {} }),
  };
}

async function list(
  { visible, serverOfUri }: Passing,
  { kind, field }: { kind: Kind; field: ListField },
  request: SurfaceRequest,
): Promise<JsonObject> {
  const lists = await Promise.all(
    visible(kind, request.caller.scopes).map(async (upstream) => {
      const items = await listFrom(upstream, field, request).catch(() => []);
      if (field === 'resources') rememberUris(serverOfUri, upstream.server, items);
      return items.map((item) => (kind === 'prompts' ? named(upstream, item) : item));
    }),
  );
  return { [field]: lists.flat() };
}

type ResourceMethod = 'resources/read' | 'resources/subscribe' | 'resources/unsubscribe';

function ofResource(
  { visible, serverOfUri, subscriptions }: Passing,
  method: ResourceMethod,
  request: SurfaceRequest,
): Promise<JsonObject> {
  const { params, caller, signal } = request;
  const uri = textOf(params['uri']);
  const servers = visible('resources', caller.scopes);
  const known = servers.find(({ server }) => server === serverOfUri.get(uri));
  const others = servers.filter((upstream) => upstream !== known);
  return firstThatKnows(known ? [known, ...others] : others, uri, async (upstream) => {
    if (method === 'resources/read') {
      return upstream.use(request, (connection) => send(connection, { method, params }, request));
    }
    /* What is subscribed to is told on the connection that stays. */
    await upstream.use({ signal }, (connection) =>
      subscriptions.change(upstream.server, { method, uri, connection }),
    );
    return {};
  });
}

async function getPrompt({ visible }: Passing, request: SurfaceRequest): Promise<JsonObject> {
  const { params, caller } = request;
  const wanted = textOf(params['name']);
  const [found] = ownersOf(visible('prompts', caller.scopes), wanted);
  if (!found) throw unknownPrompt(wanted);
  const { upstream, name } = found;
  const passed = { method: 'prompts/get', params: { ...params, name } } as const;
  return upstream.use(request, (connection) => send(connection, passed, request));
}

async function complete({ visible }: Passing, request: SurfaceRequest): Promise<JsonObject> {
  const { params, caller } = request;
  const ref = params['ref'] as JsonObject;
  const method = 'completion/complete';
  if (ref['type'] !== 'ref/prompt') {
    const uri = textOf(ref['uri']);
    return firstThatKnows(visible('resources', caller.scopes), uri, (upstream) =>
      upstream.use(request, (connection) => send(connection, { method, params }, request)),
    );
  }
  const [found] = ownersOf(visible('prompts', caller.scopes), textOf(ref['name']));
  if (!found) throw unknownPrompt(textOf(ref['name']));
  const passed = { ...params, ref: { ...ref, name: found.name } };
  return found.upstream.use(request, (connection) =>
    send(connection, { method, params: passed }, request),
  );
}
