import type { IncomingHttpHeaders } from 'node:http';
import {
  isCallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  SERVER_INFO_META_KEY,
  type CallToolResult,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import { isJsonObject } from '../../platform/json.ts';
import { serverInfoOf, type Style } from './build-server.ts';
import type { CallContext } from './call-context.ts';
import type { DoorParts, Guest } from './mcp-parts.ts';
import type { PlainCall } from './plain-call.ts';
import { legacySessionOf, legacyStyle } from './serve-legacy.ts';
import { modernStyle } from './serve-modern.ts';
import { asTask } from './tasks.ts';

/** How a call is answered: the first word decides whether that is a stream. */
export interface CallReply {
  /** Says something before the answer. */
  tell(message: object): void;
  answer(message: object, status: number): void;
}

export interface PlainExchange {
  readonly guest: Guest;
  readonly headers: IncomingHttpHeaders;
  readonly reply: CallReply;
}

type Result = CallToolResult | InputRequiredResult;

/**
 * Carries a call as the SDK would, in the same words, without a server, a transport and schemas made for it: they
 * took three times as long as all else that the gateway does for a call.
 */
export async function servePlainCall(
  call: PlainCall,
  exchange: PlainExchange,
  parts: DoorParts,
): Promise<void> {
  const { guest, reply } = exchange;
  const style = styleOf(call, exchange, parts);
  const context = { mcpReq: new PlainRequest(call, exchange) };
  try {
    const result = await style.callTool({ name: call.name, args: call.args }, context);
    const said = checked(asTask(result, { context, now: parts.now() }));
    reply.answer({ result: encoded(said, call, parts), jsonrpc: '2.0', id: call.id }, 200);
  } catch (error) {
    const refused = errorOf(error, call);
    reply.answer({ jsonrpc: '2.0', id: call.id, error: refused }, statusOf(refused, call));
    if (!(error instanceof ProtocolError)) {
      parts.log.error({ err: error, trace_id: guest.traceId }, 'a call over MCP failed');
    }
  }
}

function styleOf(
  { era }: PlainCall,
  { guest, headers, reply }: PlainExchange,
  parts: DoorParts,
): Style {
  if (era === 'modern') return modernStyle(guest, parts);
  const id = headers['mcp-session-id'];
  const session = legacySessionOf(typeof id === 'string' ? id : null, guest.principal, parts);
  return legacyStyle({ guest, session, send: (message) => reply.tell(message) }, parts);
}

/* A class, because each call makes one: a getter of a literal would be defined anew with it. */
class PlainRequest {
  readonly id: PlainCall['id'];
  readonly _meta: PlainCall['meta'];
  declare readonly envelope?: NonNullable<PlainCall['meta']>;
  readonly #guest: Guest;
  readonly #reply: CallReply;

  constructor({ id, meta, era }: PlainCall, { guest, reply }: PlainExchange) {
    this.id = id;
    this._meta = meta;
    if (era === 'modern' && meta) this.envelope = meta;
    this.#guest = guest;
    this.#reply = reply;
  }

  get signal(): AbortSignal {
    return this.#guest.signal;
  }

  notify: CallContext['mcpReq']['notify'] = async ({ method, params }) => {
    this.#reply.tell({ jsonrpc: '2.0', method, params });
  };
}

/* What an upstream server made up must not become a broken answer of ours. */
function checked(result: Result): Result {
  if (result['resultType'] !== undefined || isPlainResult(result) || isCallToolResult(result)) {
    return result;
  }
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid tools/call result');
}

/** Whether it is texts and nothing else, as most are: sure to be right without its schema. */
function isPlainResult({ content, structuredContent, isError, _meta }: Result): boolean {
  if (structuredContent !== undefined && !isJsonObject(structuredContent)) return false;
  if (isError !== undefined && typeof isError !== 'boolean') return false;
  if (_meta !== undefined && !isJsonObject(_meta)) return false;
  return Array.isArray(content) && content.every((block) => isPlainText(block));
}

function isPlainText(block: unknown): boolean {
  if (!isJsonObject(block)) return false;
  const { type, text } = block;
  return type === 'text' && typeof text === 'string' && Object.keys(block).length === 2;
}

function encoded(result: Result, { era }: PlainCall, parts: DoorParts): object {
  if (era === 'legacy') return result;
  const { resultType = 'complete', _meta, ...rest } = result;
  const meta = { [SERVER_INFO_META_KEY]: serverInfoOf(parts), ..._meta };
  return { ...rest, resultType, _meta: meta };
}

interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

function errorOf(error: unknown, { era }: PlainCall): RpcError {
  if (!(error instanceof ProtocolError)) return { code: internalError, message: 'Internal error' };
  const { code, message, data } = error;
  /* The newer revision has no such error. */
  const isForeign = era === 'modern' && code === urlElicitation;
  return isForeign
    ? { code: internalError, message }
    : { code, message, ...(data !== undefined && { data }) };
}

const internalError: number = ProtocolErrorCode.InternalError;
const urlElicitation: number = ProtocolErrorCode.UrlElicitationRequired;
const missingCapability: number = ProtocolErrorCode.MissingRequiredClientCapability;

/* The one refusal that is said by the status as well, and only in the newer revision. */
function statusOf({ code }: RpcError, { era }: PlainCall): number {
  return era === 'modern' && code === missingCapability ? 400 : 200;
}
