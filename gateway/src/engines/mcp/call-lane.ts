import type { JSONRPCMessage, ProtocolError, Transport } from '@modelcontextprotocol/client';
import { isJsonObject, type JsonObject } from '../../platform/json.ts';

/** Calls of tools on a connection, beside its client: that checks every message by several schemas. */
export interface CallLane {
  /** Sends a call once; what it asks first, if anything, is in its result. */
  send(params: JsonObject, options: LaneOptions): Promise<JsonObject>;
  /** The connection is gone: nothing more will be answered. */
  end(): void;
}

export interface LaneOptions {
  readonly signal: AbortSignal;
  readonly onprogress: (progress: LaneProgress) => void;
}

export interface LaneProgress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

interface LaneParts {
  readonly transport: Transport;
  /** What each request of the newer revision says; undefined in those before it. */
  readonly envelope: JsonObject | undefined;
  /** Tells the server that a call is not waited for any more. */
  readonly tellCancelled: (requestId: number, reason: string) => void;
  readonly errorOf: (typeof ProtocolError)['fromError'];
}

interface OpenCall extends Pick<LaneOptions, 'onprogress'> {
  resolve(result: JsonObject): void;
  reject(error: unknown): void;
}

/* The client counts its own requests from zero. */
const firstId = 1_000_000_000;

/** Takes the answers to its own calls out of what the transport hears; all else goes on to the client. */
export function createCallLane(parts: LaneParts): CallLane {
  const { transport, envelope, tellCancelled } = parts;
  const open = new Map<number, OpenCall>();
  const { onmessage: toClient } = transport;
  let nextId = firstId;
  // eslint-disable-next-line unicorn/prefer-add-event-listener -- it is no event target
  transport.onmessage = (message, extra) => {
    if (!takeMessage(message, open, parts)) toClient?.(message, extra);
  };

  return {
    send(params, { signal, onprogress }) {
      const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
      const id = (nextId += 1);
      const leaving = new AbortController();
      const leave = () => {
        if (!open.has(id)) return;
        /* In the newer revision over HTTP, to leave a request is to cancel it. */
        if (envelope && transport.hasPerRequestStream === true) leaving.abort();
        else tellCancelled(id, String(signal.reason));
        reject(new Error(`the call was left: ${String(signal.reason)}`));
      };
      open.set(id, { resolve, reject, onprogress });
      signal.addEventListener('abort', leave, { once: true });
      transport
        .send(messageOf(id, params, envelope), { requestSignal: leaving.signal })
        .catch(reject);
      return promise.finally(() => {
        open.delete(id);
        signal.removeEventListener('abort', leave);
      });
    },
    end() {
      for (const { reject } of open.values()) reject(new Error('the connection was closed'));
    },
  };
}

function messageOf(id: number, params: JsonObject, envelope: JsonObject | undefined) {
  const { _meta } = params;
  const meta = { ...envelope, ...(isJsonObject(_meta) && _meta), progressToken: id };
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { ...params, _meta: meta } } as const;
}

function takeMessage(
  message: JSONRPCMessage,
  open: ReadonlyMap<number, OpenCall>,
  { envelope, errorOf }: LaneParts,
): boolean {
  if ('method' in message) return takeProgress(message, open);
  const call = open.get(Number(message.id));
  if (!call) return false;
  try {
    if ('error' in message) {
      const { code, message: said, data } = message.error;
      call.reject(errorOf(code, said, data));
    } else call.resolve(resultOf(message.result, envelope));
  } catch (error) {
    call.reject(error);
  }
  return true;
}

function takeProgress(message: JSONRPCMessage, open: ReadonlyMap<number, OpenCall>): boolean {
  if (!('method' in message) || message.method !== 'notifications/progress') return false;
  const { progressToken, progress, total, message: said } = message.params ?? {};
  const call = open.get(Number(progressToken));
  if (!call || typeof progress !== 'number') return false;
  call.onprogress({
    progress,
    ...(typeof total === 'number' && { total }),
    ...(typeof said === 'string' && { message: said }),
  });
  return true;
}

/** The result without what only says that it is one. */
function resultOf(result: unknown, envelope: JsonObject | undefined): JsonObject {
  if (!isJsonObject(result)) throw new Error('the server sent a result that is none');
  const { resultType, ...rest } = result;
  if (envelope === undefined || resultType === 'complete') return rest;
  if (resultType === 'input_required') return result;
  throw new Error(`the server sent a result of type ${JSON.stringify(resultType)}`);
}
