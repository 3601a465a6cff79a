/** A gateway with as many files open as the system lets it: what it loads at first need cannot be read then. */
import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { startGateway, type TestGateway } from './support/tutti.ts';

vi.setConfig({ testTimeout: 60_000 });

const openFiles = 128;
const listTools = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };

/** Gives the status of an answer that came on the connection of this agent. */
function createSend({ url, apiKey }: TestGateway, agent: Agent) {
  return async (target: string, body?: object): Promise<number | undefined> => {
    const asked = httpRequest(`${url}${target}`, {
      agent,
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
    });
    asked.end(body && JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    await response.resume().toArray();
    return response.statusCode;
  };
}

/** Connects until one is turned away: there is no room for a single file then. */
async function fill({ url }: TestGateway): Promise<readonly Socket[]> {
  const { hostname, port } = new URL(url);
  const connections = Array.from({ length: openFiles }, () =>
    connect(Number(port), hostname).on('error', () => {}),
  );
  await Promise.any(connections.map((connection) => once(connection, 'close')));
  return connections;
}

it.skipIf(process.platform === 'win32')(
  'says that it failed where no file can be opened, and loads MCP and pages once that can be done again',
  async () => {
    const gateway = await startGateway({ openFiles });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = createSend(gateway, agent);
    expect(await send('/health')).toBe(200);

    const others = await fill(gateway);
    expect(await send('/mcp', listTools)).toBe(500);
    expect(await send('/docs')).toBe(500);
    expect(await send('/health')).toBe(200);

    for (const other of others) other.destroy();
    await expect.poll(() => send('/mcp', listTools)).toBe(200);
    expect(await send('/docs')).toBe(200);
    agent.destroy();
    expect((await gateway.stop()).code).toBe(0);
  },
);

it.skipIf(process.platform === 'win32')('stops in good order even so', async () => {
  const gateway = await startGateway({ openFiles });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = createSend(gateway, agent);
  expect(await send('/health')).toBe(200);
  const others = await fill(gateway);
  expect(await send('/mcp', listTools)).toBe(500);
  expect((await gateway.stop()).code).toBe(0);
  for (const other of others) other.destroy();
  agent.destroy();
});
