import { connect } from 'node:net';
import { apiKey } from '../crash/support/gateway-process.ts';

/** A request as bytes; what is given may be as wrong as it likes. */
export function rawRequest({
  line = 'POST /orchestrate HTTP/1.1',
  host = '127.0.0.1',
  key = apiKey,
  headers = [],
  body,
  type = 'application/json',
}: {
  readonly line?: string;
  readonly host?: string;
  readonly key?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
  /** Null: none. */
  readonly type?: string | null;
}): Buffer {
  const head = [
    line,
    `Host: ${host}`,
    `Authorization: Bearer ${key}`,
    'Connection: close',
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ...(body === undefined || type === null ? [] : [`Content-Type: ${type}`]),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body ?? '')]);
}

export interface RawReply {
  /** All that came back before the connection ended. */
  readonly text: string;
  readonly ended: boolean;
}

const patienceMs = 8000;

/** Sends bytes over a connection of their own and waits until the gateway hangs up. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawReply> {
  const { promise, resolve } = Promise.withResolvers<RawReply>();
  let text = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  socket.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
  socket.setTimeout(patienceMs, () => {
    resolve({ text, ended: false });
    socket.destroy();
  });
  /* Hanging up amid what is refused resets the connection: what was said before that counts. */
  socket.on('error', () => undefined).on('close', () => resolve({ text, ended: true }));
  return promise;
}

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: unknown;
}

/** The first answer in what came back; undefined where there is none. */
export function firstAnswer({ text }: RawReply): RawAnswer | undefined {
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? [];
  if (status === undefined) return undefined;
  const headEnd = text.indexOf('\r\n\r\n');
  const [head, rest] = [text.slice(0, headEnd), text.slice(headEnd + 4)];
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? rest.length);
  const content = Buffer.from(rest).subarray(0, length).toString();
  return { status: Number(status), head, body: parsedOr(content) };
}

function parsedOr(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
