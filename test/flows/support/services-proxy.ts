import { once } from 'node:events';
import {
  createServer as createHttpServer,
  request,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificates } from './certificates.ts';

export interface ServicesProxy {
  readonly url: string;
  /** Hosts that were asked for and are not emulated: nothing was sent to them. */
  readonly refused: readonly string[];
  /** Answers every call of a host with this status, until it is set to undefined. */
  break(host: string, status: number | undefined): void;
  /** Answers calls of this host and path itself, for what an emulator has not. */
  answer(hostAndPath: string, body: unknown): void;
  close(): Promise<void>;
}

/**
 * Takes n8n's calls of the real addresses (`www.googleapis.com`, `slack.com` …), ends their TLS,
 * and passes them to what stands for these services on loopback. Whatever else n8n wants is refused.
 */
export async function startServicesProxy(
  routes: ReadonlyMap<string, string>,
  { key, cert }: Certificates,
): Promise<ServicesProxy> {
  const refused: string[] = [];
  const broken = new Map<string, number>();
  const own = new Map<string, unknown>();
  const services = createTlsServer({ key, cert }, (req, res) => {
    const host = (req.headers.host ?? '').replace(/:443$/, '');
    const [path = ''] = (req.url ?? '').split('?');
    const answered = own.get(`${host}${path}`);
    const status = broken.get(host);
    const json = { 'content-type': 'application/json' };
    if (status !== undefined) res.writeHead(status, json).end(BROKEN);
    else if (answered !== undefined) res.writeHead(200, json).end(JSON.stringify(answered));
    else passOn(req, res, routes.get(host) ?? '');
  });
  const proxy = createHttpServer((_, res) => res.writeHead(403).end());
  const sockets = new Set<Socket>();
  proxy.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  });
  proxy.on('connect', (req: IncomingMessage, socket: Socket) => {
    const host = (req.url ?? '').replace(/:443$/, '');
    if (!routes.has(host)) {
      refused.push(host);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    services.emit('connection', socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    refused,
    break(host, status) {
      if (status === undefined) broken.delete(host);
      else broken.set(host, status);
    },
    answer(hostAndPath, body) {
      own.set(hostAndPath, body);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

const BROKEN = JSON.stringify({ error: { message: 'out of order, for this test', code: 500 } });

function passOn(req: IncomingMessage, res: ServerResponse, base: string): void {
  const asked = new URL(req.url ?? '/', base);
  const headers = { ...req.headers };
  delete headers['accept-encoding'];
  // The Slack emulator knows its reading methods as POST alone; n8n uses GET, as Slack allows.
  const asForm = req.method === 'GET' && asked.pathname.startsWith('/api/');
  const form = asForm ? asked.searchParams.toString() : '';
  if (asForm) {
    asked.search = '';
    headers['content-type'] = 'application/x-www-form-urlencoded';
    headers['content-length'] = String(Buffer.byteLength(form));
  }
  const inner = request(
    asked,
    { method: asForm ? 'POST' : (req.method ?? 'GET'), headers },
    (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    },
  );
  inner.on('error', () => res.destroy());
  if (asForm) inner.end(form);
  else req.pipe(inner);
}
