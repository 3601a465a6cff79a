import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turnsEnd } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { sendAtTurnsEnd } from './send-at-turns-end.ts';

describe('sendAtTurnsEnd', () => {
  const server = createServer();
  afterEach(() => {
    server.removeAllListeners('request');
    server.closeAllConnections();
    server.close();
  });

  async function asked(): Promise<{ answered: Promise<Response>; response: ServerResponse }> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const arrived = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    const { port } = server.address() as AddressInfo;
    const answered = fetch(`http://127.0.0.1:${port}/`);
    const [, response] = await arrived;
    return { answered, response };
  }

  it('sends status, headers and text, and says the status at once', async () => {
    const { answered, response } = await asked();
    sendAtTurnsEnd(response, { status: 429, headers: ['retry-after', '7'], text: '{"zu":"spät"}' });
    expect(response.statusCode).toBe(429);
    expect(response.headersSent).toBe(false);
    const answer = await answered;
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.get('content-length')).toBe('14');
    expect(await answer.text()).toBe('{"zu":"spät"}');
  });

  it('lets a client go that left before the end of the turn', async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const arrived = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    const asking = request({ port: (server.address() as AddressInfo).port });
    asking.on('error', () => {});
    asking.end();
    const [, response] = await arrived;
    asking.destroy();
    await once(response, 'close');
    sendAtTurnsEnd(response, { status: 200, headers: [], text: 'late' });
    await turnsEnd();
    expect(response.destroyed).toBe(true);
  });
});
