/** A web server over TLS on loopback that publishes what clients say of themselves. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface DocumentServer {
  readonly origin: string;
  /** As the owner lists it. */
  readonly host: string;
  /** The authority to trust. */
  readonly ca: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Publishes a document of a client; gives its address, which is the id of the client. */
  publish(metadata: object): string;
  answer(path: string, answer: Answer): string;
  /** What comes at every other path. */
  otherwise(answer: Answer): void;
  close(): Promise<void>;
}

export async function startDocumentServer(): Promise<DocumentServer> {
  const { key, cert } = makeCertificate();
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  let other: Answer = (_, response) => response.writeHead(404).end();
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.url ?? '');
    (answers.get(request.url ?? '') ?? other)(request, response);
  });
  const port = await listening(server);
  const host = `127.0.0.1:${port}`;
  const origin = `https://${host}`;
  let documents = 0;
  const documentServer: DocumentServer = {
    origin,
    host,
    ca: cert,
    asked,
    publish(metadata) {
      const name = `/client-${(documents += 1)}.json`;
      const body = JSON.stringify({ client_id: origin + name, ...metadata });
      return documentServer.answer(name, (_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(body),
      );
    },
    answer(name, answer) {
      answers.set(name, answer);
      return origin + name;
    },
    otherwise: (answer) => void (other = answer),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return documentServer;
}

function makeCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = [
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1,DNS:localhost',
  ];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', key, '-out', cert, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...files, ...subject], { stdio: 'ignore' });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
