import type { JSONRPCMessage, ProtocolError, Transport } from '@modelcontextprotocol/client';
import { isJsonObject, type JsonObject } from '../../platform/json.ts';
import type { Stopping } from '../../platform/stopping.ts';
import { createNumbered, type Numbered } from '../../platform/numbered.ts';

/** Calls of tools on a connection, beside its client: that checks every message by several schemas. */
export interface CallLane {
  /** Sends a call once; what it asks first, if anything, is in its result. */
  send(params: JsonObject, options: LaneOptions): Promise<JsonObject>;
  /** The connection is gone: nothing more will be answered. */
  end(): void;
}

export interface LaneOptions {
  readonly stopping: Stopping;
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
  readonly resolve: (result: JsonObject) => void;
  readonly reject: (error: unknown) => void;
}

type OpenCalls = Numbered<OpenCall>;

/* The client counts its own requests from zero. */
const firstId = 1_000_000_000;

/** Takes the answers to its own calls out of what the transport hears; all else goes on to the client. */
export function createCallLane(parts: LaneParts): CallLane {
  const { transport, envelope } = parts;
  const open: OpenCalls = createNumbered(firstId);
  const { onmessage: toClient } = transport;
  // eslint-disable-next-line unicorn/prefer-add-event-listener -- it is no event target
  transport.onmessage = (message, extra) => {
    if (!takeMessage(message, open, parts)) toClient?.(message, extra);
  };

  return {
    send(params, { stopping, onprogress }) {
      const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
      const leaving = leavesByItself(parts) ? new AbortController() : undefined;
      const id = open.add({ onprogress, resolve, reject });
      let isSent = false;
      stopping.onStop(() => {
        const left = open.take(id);
        if (!left) return;
        const reason = String(stopping.signal.reason);
        if (leaving) leaving.abort();
        else if (isSent) parts.tellCancelled(id, reason);
        left.reject(new Error(`the call was left: ${reason}`));
      });
      if (!open.find(id)) return promise;
      isSent = true;
      transport
        .send(messageOf(id, params, envelope), leaving && { requestSignal: leaving.signal })
        .catch((error: unknown) => open.take(id)?.reject(error));
      return promise;
    },
    end() {
      for (const { reject } of open.takeAll()) reject(new Error('the connection was closed'));
    },
  };
}

/* In the newer revision over HTTP, to leave a request is to cancel it. */
function leavesByItself({ transport, envelope }: LaneParts): boolean {
  return envelope !== undefined && transport.hasPerRequestStream === true;
}

function messageOf(id: number, params: JsonObject, envelope: JsonObject | undefined) {
  const { _meta } = params;
  const meta = { ...envelope, ...(isJsonObject(_meta) && _meta), progressToken: id };
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { ...params, _meta: meta } } as const;
}

function takeMessage(
  message: JSONRPCMessage,
  open: OpenCalls,
  { envelope, errorOf }: LaneParts,
): boolean {
  if ('method' in message) return takeProgress(message, open);
  const call = open.take(Number(message.id));
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

function takeProgress(message: JSONRPCMessage, open: OpenCalls): boolean {
  if (!('method' in message) || message.method !== 'notifications/progress') return false;
  const { progressToken, progress, total, message: said } = message.params ?? {};
  const call = open.find(Number(progressToken));
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
  if (!('resultType' in result) && envelope === undefined) return result;
  const { resultType, ...rest } = result;
  if (envelope === undefined || resultType === 'complete') return rest;
  if (resultType === 'input_required') return result;
  throw new Error(`the server sent a result of type ${JSON.stringify(resultType)}`);
}
