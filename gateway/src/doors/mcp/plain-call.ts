import type { IncomingHttpHeaders } from 'node:http';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { isJsonObject, type JsonObject } from '../../platform/json.ts';
import type { ToolCall } from './call-tool.ts';

/** A call of a tool with nothing unusual about it. */
export interface PlainCall extends ToolCall {
  readonly id: string | number;
  readonly meta: PlainMeta | undefined;
  readonly era: 'legacy' | 'modern';
}

type PlainMeta = JsonObject & { readonly progressToken?: string | number };

const modernRevision = '2026-07-28';
const legacyRevisions = new Set(
  SUPPORTED_PROTOCOL_VERSIONS.filter((revision) => revision !== modernRevision),
);
const protocolKeys = 'io.modelcontextprotocol/';
const messageKeys = new Set(['jsonrpc', 'id', 'method', 'params']);
const paramKeys = new Set(['name', 'arguments', '_meta']);
const modernMetaKeys = new Set([
  PROTOCOL_VERSION_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
]);
/* Others would have to be written in a header in a way that only the SDK reads. */
const isPlainName = /^[A-Za-z0-9_.-]{1,128}$/;

/**
 * The call that a request makes, if it is one that needs nothing of the SDK: nearly all are. Whatever is not exactly
 * as it should be is undefined, so that the SDK says what is wrong with it.
 */
export function plainCallOf(headers: IncomingHttpHeaders, body: unknown): PlainCall | undefined {
  if (!isJsonObject(body) || !hasOnly(body, messageKeys)) return undefined;
  const { jsonrpc, id, method, params } = body;
  if (jsonrpc !== '2.0' || method !== 'tools/call' || !isId(id)) return undefined;
  if (!isJsonObject(params) || !hasOnly(params, paramKeys)) return undefined;
  const { name, arguments: args = {}, _meta: meta } = params;
  if (typeof name !== 'string' || !isPlainName.test(name) || !isJsonObject(args)) return undefined;
  if (!acceptsBoth(headers.accept)) return undefined;
  const call = { id, name, args, meta };
  if (headers['mcp-protocol-version'] === modernRevision) return modernCall(call, headers);
  return legacyCall(call, headers);
}

type Asked = Pick<PlainCall, 'id' | 'name' | 'args'> & { readonly meta: unknown };

function legacyCall(asked: Asked, headers: IncomingHttpHeaders): PlainCall | undefined {
  const { id, name, args, meta } = asked;
  const revision = headers['mcp-protocol-version'];
  if (revision !== undefined && !legacyRevisions.has(String(revision))) return undefined;
  if ('mcp-method' in headers || 'mcp-name' in headers) return undefined;
  if (meta === undefined) return { id, name, args, meta, era: 'legacy' };
  if (!isMeta(meta) || ofProtocol(meta).length > 0) return undefined;
  return { id, name, args, meta, era: 'legacy' };
}

/* Where the client can be asked something, the SDK checks what it is asked. */
function modernCall(asked: Asked, headers: IncomingHttpHeaders): PlainCall | undefined {
  const { id, name, args, meta } = asked;
  if (headers['mcp-method'] !== 'tools/call' || headers['mcp-name'] !== name) return undefined;
  if (!isMeta(meta) || !ofProtocol(meta).every((key) => modernMetaKeys.has(key))) return undefined;
  if (meta[PROTOCOL_VERSION_META_KEY] !== modernRevision) return undefined;
  if (!isPlainClient(meta[CLIENT_INFO_META_KEY])) return undefined;
  if (!asksNothing(meta[CLIENT_CAPABILITIES_META_KEY])) return undefined;
  return { id, name, args, meta, era: 'modern' };
}

function isMeta(meta: unknown): meta is PlainMeta {
  if (!isJsonObject(meta)) return false;
  const { progressToken } = meta;
  return progressToken === undefined || isId(progressToken);
}

function ofProtocol(meta: JsonObject): readonly string[] {
  return Object.keys(meta).filter((key) => key.startsWith(protocolKeys));
}

const plainClientKeys = new Set(['name', 'version', 'title']);

function isPlainClient(client: unknown): boolean {
  if (client === undefined) return true;
  if (!isJsonObject(client) || !hasOnly(client, plainClientKeys)) return false;
  const { name, version, title = '' } = client;
  return [name, version, title].every((text) => typeof text === 'string');
}

function asksNothing(capabilities: unknown): boolean {
  if (!isJsonObject(capabilities)) return false;
  return Object.entries(capabilities).every(
    ([key, value]) =>
      key === 'extensions' &&
      isJsonObject(value) &&
      Object.values(value).every((extension) => isJsonObject(extension)),
  );
}

function acceptsBoth(accept = ''): boolean {
  return accept.includes('application/json') && accept.includes('text/event-stream');
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

function hasOnly(object: JsonObject, keys: ReadonlySet<string>): boolean {
  for (const key in object) if (!keys.has(key)) return false;
  return true;
}
