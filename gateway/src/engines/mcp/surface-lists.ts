import { z } from 'zod';
import type { SurfaceMethod, SurfaceRequest } from '../../intents/upstream-surface.ts';
import type { JsonObject, JsonValue } from '../../platform/json.ts';
import type { OpenConnection } from './open-connection.ts';
import { requestWithInput } from './request-with-input.ts';
import { rpcFailure } from './rpc-failure.ts';
import type { Upstream } from './upstream.ts';

/** A list is worth waiting for so long; a server that takes longer is left out of it. */
const listMs = 10_000;
const mostPages = 64;

export type ListField = 'resources' | 'resourceTemplates' | 'prompts';

const listMethods = {
  resources: 'resources/list',
  resourceTemplates: 'resources/templates/list',
  prompts: 'prompts/list',
} as const satisfies Record<ListField, SurfaceMethod>;

const Loose = z.looseObject({}).transform((value) => value as JsonObject);

/** Every page of one list of one server. */
export async function listFrom(
  upstream: Upstream,
  field: ListField,
  request: SurfaceRequest,
): Promise<readonly JsonObject[]> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(listMs)]);
  const items: JsonObject[] = [];
  let cursor: JsonValue | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const params = typeof cursor === 'string' ? { cursor } : {};
    const result = await upstream.use({ signal }, (connection) =>
      send(connection, { method: listMethods[field], params }, { ...request, signal }),
    );
    const found = result[field];
    if (Array.isArray(found)) items.push(...(found as JsonObject[]));
    cursor = result['nextCursor'];
    if (cursor === undefined) break;
  }
  return items;
}

/** One request, passed on as it came. */
export async function send(
  { client, isOpen, asker }: OpenConnection,
  { method, params }: { method: SurfaceMethod; params: JsonObject },
  { signal, traceparent }: SurfaceRequest,
): Promise<JsonObject> {
  const ask = (round: JsonObject, options: object) =>
    client.request({ method, params: round }, Loose, options);
  try {
    return await requestWithInput(ask, { ...params, _meta: { traceparent } }, { signal, asker });
  } catch (error) {
    throw await rpcFailure(error, { intent: method, effect: 'read', stillOpen: isOpen() });
  }
}

export function rememberUris(
  serverOfUri: Map<string, string>,
  server: string,
  items: readonly JsonObject[],
): void {
  for (const { uri } of items) if (typeof uri === 'string') serverOfUri.set(uri, server);
}
