/** The gateway as it is started, on a free port of loopback, in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseConfig, type Config } from '../../gateway/src/config/parse-config.ts';
import { createGateway, type GatewayOverrides } from '../../gateway/src/gateway.ts';
import type { Logger } from '../../gateway/src/platform/logger.ts';

export const apiKey = 'an-api-key-of-more-than-32-characters';
export const ownerKey = 'the-owner-key-of-more-than-32-characters';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON, where it is JSON. */
  readonly body: Record<string, unknown>;
}

interface Sent {
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  /** A string or buffer is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

type HouseOverrides = Pick<GatewayOverrides, 'clock' | 'extraTools' | 'safeFetch'> & {
  /** The data folder of a house that was stopped, as a new start has it. */
  readonly dataDir?: string;
  readonly port?: number;
};

export type HttpHouse = Awaited<ReturnType<typeof startHttpHouse>>;

export async function startHttpHouse(yaml = '', overrides: HouseOverrides = {}) {
  const dataDir = overrides.dataDir ?? mkdtempSync(path.join(tmpdir(), 'tutti-http-'));
  const configOf = (text: string): Config =>
    parseConfig({
      text,
      file: path.join(dataDir, 'tutti.yaml'),
      env: {
        TUTTI_API_KEY: apiKey,
        TUTTI_OWNER_KEY: ownerKey,
        TUTTI_DATA_DIR: dataDir,
        PORT: String(overrides.port ?? 0),
      },
    });
  let nextYaml = yaml;
  const gateway = await createGateway(configOf(yaml), {
    ...overrides,
    log: silentLog,
    loadConfig: () => configOf(nextYaml),
  });
  const { url } = await gateway.listen();
  const port = Number(new URL(url).port);

  const send = (method: string, target: string, { key = apiKey, headers, body }: Sent = {}) => {
    const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const all = {
      ...(raw !== undefined && { 'content-type': 'application/json' }),
      ...(raw !== undefined && { 'content-length': String(Buffer.byteLength(raw)) }),
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...headers,
    };
    return exchange({ port, method, target, headers: all, body: raw });
  };

  return {
    gateway,
    url,
    port,
    dataDir,
    send,
    /** What the next reload reads. */
    write: (text: string) => void (nextYaml = text),
    get: (target: string, sent: Sent = {}) => send('GET', target, sent),
    post: (target: string, body?: unknown, sent: Omit<Sent, 'body'> = {}) =>
      send('POST', target, { ...sent, body }),
    call: (body: unknown, sent: Omit<Sent, 'body'> = {}) =>
      send('POST', '/orchestrate', { ...sent, body }),
    asOwner: (method: string, target: string, body?: unknown) =>
      send(method, target, { key: ownerKey, body }),
    /** Bytes as they are; gives all that comes back until the gateway hangs up. */
    raw: (bytes: string | Buffer) => sendRaw(port, bytes),
    /** The same, but gives what has come back once the first of it has come. */
    rawAnswer: (bytes: string) => sendRaw(port, bytes, { hangUp: true }),
    async newKey(request: Record<string, unknown>): Promise<{ key: string; keyId: string }> {
      const { body } = await send('POST', '/owner/keys', { key: ownerKey, body: request });
      return { key: String(body['key']), keyId: String(body['key_id']) };
    },
    /** Stops it; what it keeps stays for the next one. */
    leave: () => gateway.stop(),
    async stop() {
      await gateway.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/* Not fetch: it may not set Host, and mends what a test means to send broken. */
function exchange({
  port,
  method,
  target,
  headers,
  body,
}: {
  port: number;
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const request = httpRequest(
    { host: '127.0.0.1', port, method, path: target, headers, agent: false },
    (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
      response.on('error', reject).on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: parsedOrEmpty(text),
        }),
      );
    },
  );
  request.on('error', reject).end(body);
  return promise;
}

function parsedOrEmpty(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function sendRaw(port: number, bytes: string | Buffer, { hangUp = false } = {}): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (hangUp) socket.destroy();
  });
  /* A gateway that hangs up amid what it refuses resets the connection: what it said counts. */
  socket.on('error', () => undefined).on('close', () => resolve(text));
  return promise;
}
