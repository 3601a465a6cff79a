import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createListener } from './listener.ts';

const onUnreadable = () => undefined;

async function get(url: string, agent?: Agent): Promise<number | undefined> {
  const asked = request(url, { agent: agent ?? false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  await once(response.resume(), 'end');
  return response.statusCode;
}

describe('a listener', () => {
  it('gives the address by which this machine reaches it', async () => {
    for (const [host, reached] of [
      ['127.0.0.1', '127.0.0.1'],
      ['0.0.0.0', '127.0.0.1'],
    ] as const) {
      const listener = createListener({ onRequest: (_, response) => response.end(), onUnreadable });
      const url = await listener.listen({ host, port: 0 });
      expect(new URL(url).hostname).toBe(reached);
      expect(await get(url)).toBe(200);
      await listener.close();
    }
  });

  it('rejects where somebody else listens already', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const listener = createListener({ onRequest: (_, response) => response.end(), onUnreadable });
    await expect(listener.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await listener.close();
    other.close();
  });

  it('listens on all that "localhost" stands for, and stops on all of it', async () => {
    const listener = createListener({ onRequest: (_, response) => response.end(), onUnreadable });
    const { port } = new URL(await listener.listen({ host: 'localhost', port: 0 }));
    expect(await get(`http://127.0.0.1:${port}`)).toBe(200);
    await listener.close();
    await expect(get(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  it('closes once the last answer is out, though its client keeps the connection', async () => {
    const agent = new Agent({ keepAlive: true });
    const release = Promise.withResolvers<undefined>();
    const listener = createListener({
      onRequest: (_, response) => void release.promise.then(() => response.end('late')),
      onUnreadable,
    });
    const url = await listener.listen({ host: '127.0.0.1', port: 0 });
    const answered = get(url, agent);
    await sleep(50);
    let closed = false;
    const closing = listener.close().then(() => (closed = true));
    await sleep(100);
    expect(closed).toBe(false);
    release.resolve(undefined);
    expect(await answered).toBe(200);
    const before = performance.now();
    await closing;
    expect(performance.now() - before).toBeLessThan(1000);
    agent.destroy();
  });
});
