import type { IncomingMessage } from 'node:http';
import type {
  FetchLike,
  JSONRPCMessage,
  OAuthClientProvider,
  SdkErrorCode,
  SdkHttpError,
  StreamableHTTPClientTransport,
  Transport,
} from '@modelcontextprotocol/client';
import { isJsonObject, type JsonObject } from '../../../platform/json.ts';
import { inTurns } from '../in-turns.ts';
import { followEvents } from './follow-events.ts';
import { createPostMessage } from './post-message.ts';
import { readText } from './read-text.ts';

/** What is used of the SDK, which is loaded only where a server is configured. */
interface Sdk {
  readonly StreamableHTTPClientTransport: typeof StreamableHTTPClientTransport;
  readonly SdkHttpError: typeof SdkHttpError;
  readonly SdkErrorCode: typeof SdkErrorCode;
}
type SendOptions = NonNullable<Parameters<StreamableHTTPClientTransport['send']>[1]>;

export interface CallTransportOptions {
  /** Adds the headers of the server by itself. */
  readonly fetch: FetchLike;
  /** For what is sent without it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly authProvider?: OAuthClientProvider;
}

/* The server did nothing, and the SDK knows what to do about it: sign in, or follow. */
const leftToSdk = new Set([307, 308, 401, 403]);
const longestReasonChars = 2000;
const versionKey = 'io.modelcontextprotocol/protocolVersion';

/**
 * Streamable HTTP as the SDK speaks it; only calls of tools are posted without `fetch`, its objects and its streams,
 * which took longer than everything else that is done for a call.
 */
export function createCallTransport(sdk: Sdk, url: URL, options: CallTransportOptions): Transport {
  const post = createPostMessage(url);
  const closing = new AbortController();
  const given = lowerCased(options.headers);

  class CallTransport extends sdk.StreamableHTTPClientTransport {
    override async send(message: JSONRPCMessage, how: SendOptions = {}): Promise<void> {
      if (!isPlainCall(message, how)) return super.send(message, how);
      const token = (await options.authProvider?.tokens())?.access_token;
      const headers = { ...given, ...headersOf(message, this, token) };
      const signal = how.requestSignal ?? closing.signal;
      const answer = await post({ headers, body: JSON.stringify(message), signal });
      if (!leftToSdk.has(answer.statusCode ?? 0)) return this.#take(answer, message, signal);
      answer.resume();
      return super.send(message, how);
    }

    override async close(): Promise<void> {
      closing.abort();
      await super.close();
    }

    async #take(answer: IncomingMessage, call: ToolCall, signal: AbortSignal): Promise<void> {
      const { statusCode: status = 0, headers, statusMessage: statusText = '' } = answer;
      const type = headers['content-type'] ?? '';
      const isOk = status >= 200 && status < 300;
      if (isOk && type.startsWith('text/event-stream')) {
        const broken = await followEvents(
          answer,
          inTurns((message) => this.#deliver(message)),
        );
        if (broken && !signal.aborted && !closing.signal.aborted) await this.#resume(broken);
        return;
      }
      const text = await readText(answer);
      if (type.startsWith('application/json') && (isOk || (status === 400 && refuses(text, call))))
        return this.#deliver(JSON.parse(text));
      const reason = isOk ? `unexpected content type ${type}` : text.slice(0, longestReasonChars);
      throw new sdk.SdkHttpError(
        sdk.SdkErrorCode.ClientHttpNotImplemented,
        `Error POSTing to endpoint: ${reason}`,
        { status, statusText, text: reason },
      );
    }

    /* Some servers let go of streams, and go on with them where they are asked to. */
    async #resume({ lastId, afterMs }: { lastId: string | undefined; afterMs: number }) {
      if (lastId === undefined) throw new Error('the stream ended before the answer');
      await new Promise((resolve) => void setTimeout(resolve, afterMs));
      if (!closing.signal.aborted) await this.resumeStream(lastId);
    }

    #deliver(data: unknown): void {
      for (const message of Array.isArray(data) ? data : [data]) {
        if (isMessage(message)) this.onmessage?.(message);
        else this.onerror?.(new Error('the server sent what is no message'));
      }
    }
  }

  return new CallTransport(url, options);
}

interface ToolCall {
  readonly method: 'tools/call';
  readonly id: string | number;
  readonly params: { readonly name: string; readonly _meta?: JsonObject };
}

/* Inputs that go into headers are the SDK's to write. */
function isPlainCall(
  message: JSONRPCMessage,
  { headers, resumptionToken }: SendOptions,
): message is JSONRPCMessage & ToolCall {
  if (!('method' in message) || message.method !== 'tools/call') return false;
  return headers === undefined && resumptionToken === undefined;
}

function headersOf(
  { method, params }: ToolCall,
  { sessionId, protocolVersion }: StreamableHTTPClientTransport,
  token: string | undefined,
): Record<string, string> {
  const revision = params._meta?.[versionKey];
  const isModern = typeof revision === 'string';
  const version = isModern ? revision : protocolVersion;
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(sessionId !== undefined && { 'mcp-session-id': sessionId }),
    ...(version !== undefined && { 'mcp-protocol-version': version }),
    ...(isModern && { 'mcp-method': method, 'mcp-name': params.name }),
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
}

function isMessage(value: unknown): value is JSONRPCMessage {
  return isJsonObject(value) && value['jsonrpc'] === '2.0';
}

/** Whether this is the refusal of just this call, as the newer revision words it. */
function refuses(text: string, { id, params }: ToolCall): boolean {
  if (params._meta?.[versionKey] === undefined) return false;
  try {
    const answer: unknown = JSON.parse(text);
    return isJsonObject(answer) && 'error' in answer && answer['id'] === id;
  } catch {
    return false;
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
