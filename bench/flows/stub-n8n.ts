/** Answers as a webhook of n8n does whose workflow responds in the words of the contract. `/webhook/bench-slow` takes 100 ms. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const slowMs = 100;

const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  const { inputs } = JSON.parse(text) as { inputs: unknown };
  if (request.url === '/webhook/bench-slow') await sleep(slowMs);
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ status: 'success', result: { inputs }, execution_id: '1' }));
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
