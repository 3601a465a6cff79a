import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reported {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

export interface Callbacks {
  readonly callback: { readonly url: string; readonly token: string };
  /** What came so far. */
  readonly reports: readonly Reported[];
  /** The outcome, once it comes. */
  settled(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** The side of Tutti that a flow reports to, for tests of workflows alone. */
export async function startCallbacks(answers: Record<string, object> = {}): Promise<Callbacks> {
  const reports: Reported[] = [];
  const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>();
  const server = createServer((req, res) => {
    let text = '';
    req.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    req.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      const path = req.url ?? '';
      reports.push({ path, authorization: req.headers.authorization, body });
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify(answers[String(body['intent'])] ?? { recorded: true }));
      if (path.endsWith('/settle')) resolve(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    callback: { url: `http://127.0.0.1:${port}/flows/runs/job_1`, token: 'of-this-run-alone' },
    reports,
    settled: () => promise,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
