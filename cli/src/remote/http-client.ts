import { z } from 'zod';
import { CliError } from '../shared/cli-error.ts';

const defaultTimeoutMs = 60_000;

/** One gateway, spoken to as one principal. */
export interface HttpClient {
  /** Gives the body of a good answer in the type asked for; throws `CliError` for every other one. */
  get<Body extends z.ZodType>(
    path: string,
    body: Body,
    query?: Query,
    signal?: AbortSignal,
  ): Promise<z.output<Body>>;
  post<Body extends z.ZodType>(path: string, body: Body, json: unknown): Promise<z.output<Body>>;
  /** Gives any JSON answer, also a bad one. */
  send(request: HttpRequest): Promise<HttpReply>;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Query;
  readonly json?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface HttpReply {
  readonly status: number;
  readonly body: unknown;
  readonly date: string | undefined;
}

interface HttpClientOptions {
  readonly url: string;
  readonly key?: string;
  readonly fetch?: typeof globalThis.fetch;
}

export function createHttpClient({
  url,
  key,
  fetch = globalThis.fetch,
}: HttpClientOptions): HttpClient {
  const send = async (request: HttpRequest): Promise<HttpReply> => {
    const response = await reach(() => fetch(addressOf(url, request), initOf(request, key)), url);
    const text = await reach(() => response.text(), url);
    return {
      status: response.status,
      body: parseBody(text, url),
      date: response.headers.get('date') ?? undefined,
    };
  };
  return {
    send,
    async get(path, body, query = {}, signal) {
      const request = { method: 'GET', path, query, ...(signal && { signal }) } as const;
      return goodBody(await send(request), body, url);
    },
    async post(path, body, json) {
      return goodBody(await send({ method: 'POST', path, json }), body, url);
    },
  };
}

/** The failure that an error of the gateway is; a code that this version does not know is shown as it is. */
export function failureOfReply({ status, body }: HttpReply): CliError {
  const parsed = ErrorReply.safeParse(body);
  if (!parsed.success) {
    return new CliError('not_tutti', `The answer (HTTP ${status}) is not one of Tutti.`, { body });
  }
  const { code, message, hint } = parsed.data.error;
  return new CliError(code, message, { hint, body });
}

const ErrorReply = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().default('') }),
});

function addressOf(base: string, { path, query = {} }: HttpRequest): URL {
  const address = new URL(`${base.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address;
}

function initOf(
  { method, json, timeoutMs = defaultTimeoutMs, signal }: HttpRequest,
  key?: string,
): RequestInit {
  const timeout = AbortSignal.timeout(timeoutMs);
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    // A key is meant for this address, not for one that it points to.
    redirect: 'error',
  };
}

async function reach<Value>(attempt: () => Promise<Value>, url: string): Promise<Value> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable(error, url);
  }
}

function unreachable(error: unknown, url: string): CliError {
  const why = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (isRefused(why)) {
    return new CliError('not_running', `No gateway is running at ${url}.`, {
      hint: 'Start one with "tutti start", or name another with --url.',
      cause: error,
    });
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new CliError('no_answer', `The gateway at ${url} did not answer in time.`, {
      hint: '"tutti doctor" tells more. A job may still be running: see "tutti jobs".',
      cause: error,
    });
  }
  const message = why instanceof Error ? why.message : String(why);
  return new CliError('unreachable', `The gateway at ${url} cannot be reached: ${message}`, {
    hint: 'Check the address, and that the gateway runs: "tutti doctor" tells more.',
    cause: error,
  });
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

function parseBody(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError('not_tutti', `What answers at ${url} is not Tutti.`, {
      hint: 'Check the address: another program may use that port.',
      cause: error,
    });
  }
}

function goodBody<Body extends z.ZodType>(
  reply: HttpReply,
  body: Body,
  url: string,
): z.output<Body> {
  if (reply.status >= 400) throw failureOfReply(reply);
  const parsed = body.safeParse(reply.body);
  if (parsed.success) return parsed.data;
  throw new CliError(
    'not_understood',
    `The answer of the gateway at ${url} is not understood: ${parsed.error.message}`,
    {
      hint: 'Gateway and command line may be of different versions: compare "tutti --version" with GET /health.',
      body: reply.body,
    },
  );
}
