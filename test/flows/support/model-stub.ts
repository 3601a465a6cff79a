import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenAI-compatible endpoint that always says the same, and remembers what it was asked. */
export interface ModelStub {
  readonly url: string;
  readonly asked: string[];
  close(): Promise<void>;
}

export const MODEL_SAYS = 'The model wrote this.';

export async function startModelStub(): Promise<ModelStub> {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    req.on('end', () => {
      asked.push(body);
      res.writeHead(req.url === '/v1/chat/completions' ? 200 : 404, {
        'content-type': 'application/json',
      });
      res.end(
        JSON.stringify({ choices: [{ message: { role: 'assistant', content: MODEL_SAYS } }] }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    async close() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
