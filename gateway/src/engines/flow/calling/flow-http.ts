import type { Agent, Dispatcher } from 'undici';
import { UnsureOutcome } from '../../../intents/unsure-outcome.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';

/** One request to a provider. Its address comes from the owner's configuration, so loopback is fine. */
export interface FlowRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface FlowResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Sends over connections that are kept. Throws a retryable `GatewayError` where certainly nothing
 * was sent, `UnsureOutcome` where something was. Redirects are not followed.
 */
export interface FlowHttp {
  send(request: FlowRequest): Promise<FlowResponse>;
  /** Takes no more, and lets what is under way come to its end. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

interface HttpOptions {
  /** The name of the provider, for people. */
  readonly name: string;
  readonly connections: number;
}

const connectTimeoutMs = 5000;
const maxAnswerBytes = 10 * 1024 * 1024;

export function createFlowHttp({ name, connections }: HttpOptions): FlowHttp {
  let agent: Promise<Agent> | undefined;
  return {
    async send(request) {
      agent ??= openAgent(connections);
      return dispatch(await agent, request, name);
    },
    async retire() {
      await (await agent)?.close();
    },
    async close() {
      await (await agent)?.destroy();
    },
  };
}

/* No time limits of its own: the deadline of a run ends it. */
async function openAgent(connections: number): Promise<Agent> {
  const undici = await import('undici');
  return new undici.Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectTimeoutMs },
  });
}

function dispatch(agent: Agent, request: FlowRequest, name: string): Promise<FlowResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<FlowResponse>();
  const collector = new Collector({ name, resolve, reject });
  const { url, method, headers, body, signal } = request;
  const abort = () => collector.abort();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  agent.dispatch(
    {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...headers },
      ...(body !== undefined && { body }),
    },
    collector,
  );
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

interface Ending {
  readonly name: string;
  readonly resolve: (response: FlowResponse) => void;
  readonly reject: (error: Error) => void;
}

/* A handler of our own, because only it learns whether a request ever reached a connection. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #ending: Ending;
  #controller: Dispatcher.DispatchController | undefined;
  #isAborted = false;
  #status = 0;
  #headers: FlowResponse['headers'] = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(ending: Ending) {
    this.#ending = ending;
  }

  abort(): void {
    this.#isAborted = true;
    if (this.#controller) this.#controller.abort(new Error('stopped'));
    else this.#ending.reject(notSent(this.#ending.name, 'the call was stopped before'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isAborted) return controller.abort(new Error('stopped'));
    this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: FlowResponse['headers'],
  ): void {
    /* Informational answers come before the one that counts. */
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > maxAnswerBytes) controller.abort(new TooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const text = Buffer.concat(this.#chunks).toString('utf8');
    this.#ending.resolve({ status: this.#status, headers: this.#headers, text });
  }

  onResponseError(_controller: unknown, error: Error): void {
    const { name, reject } = this.#ending;
    if (!this.#controller) return reject(notSent(name, reasonOf(error), error));
    reject(brokenOff(name, { error, status: this.#status, bytes: this.#bytes }));
  }
}

class TooLarge extends Error {}

function notSent(name: string, why: string, cause?: Error): GatewayError {
  return new GatewayError('engine_unavailable', `Cannot reach "${name}": ${why}.`, {
    hint: `Nothing was done. Look whether ${name} runs at its url in tutti.yaml, then send the request again.`,
    retryable: true,
    cause,
  });
}

function brokenOff(
  name: string,
  { error, status, bytes }: { error: Error; status: number; bytes: number },
): UnsureOutcome {
  if (error instanceof TooLarge) {
    return new UnsureOutcome(`the answer of "${name}" was larger than 10 MB, and was not read`, {
      hint: 'Have the flow answer with less.',
      cause: error,
    });
  }
  const when = status === 0 ? 'before it answered' : `after ${bytes} bytes of its answer`;
  return new UnsureOutcome(`the connection to "${name}" ended ${when} (${reasonOf(error)})`, {
    cause: error,
  });
}

/* A host name may have several addresses, and each its own failure. */
function reasonOf(error: Error): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const known = first instanceof Error ? first : error;
  const code = 'code' in known && typeof known.code === 'string' ? known.code : undefined;
  switch (code) {
    case 'ECONNREFUSED':
      return 'nobody listens there (ECONNREFUSED)';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `its host name is not known (${code})`;
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return `it does not take the connection (${code})`;
    default:
      return code ?? known.message;
  }
}
