import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../platform/gateway-error.ts';
import { createRefuse } from './handle-error.ts';
import { createLazyRoutes, type TakeRequest } from './lazy-routes.ts';

const answer: TakeRequest = (request, response) => {
  request.setEncoding('utf8').on('data', (text: string) => response.write(text));
  request.on('end', () => response.end('.'));
};

describe('routes that are loaded with the first request', () => {
  const logged: string[] = [];
  const line = (_fields: object, message: string) => void logged.push(message);
  const log = { debug: line, info: line, warn: line, error: line };
  let isClosing = false;
  let server: Server;

  async function serve(load: () => Promise<TakeRequest>) {
    const settings = { host: '127.0.0.1', bodyMaxBytes: 1000, defaultWaitMs: () => 0 };
    const take = createLazyRoutes(
      {
        traceIdOf: () => 'a'.repeat(32),
        refuse: createRefuse({
          log,
          settings: { ...settings, publicUrl: () => undefined, knownAs: () => [] },
        }),
        refuseWhileClosing() {
          if (isClosing) throw new GatewayError('shutting_down', 'Stopping.', { hint: 'Wait.' });
        },
      },
      load,
    );
    server = createServer(take).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return async (body: string, signal?: AbortSignal) => {
      const response = await fetch(url, { method: 'POST', body, signal: signal ?? null });
      return { status: response.status, text: await response.text() };
    };
  }

  afterEach(() => {
    server.closeAllConnections();
    server.close();
    logged.length = 0;
    isClosing = false;
  });

  it('are loaded once, and whoever came meanwhile is answered in full', async () => {
    let loads = 0;
    const send = await serve(async () => {
      loads += 1;
      await sleep(50);
      return answer;
    });
    const bodies = Array.from({ length: 20 }, (_, n) => 'x'.repeat(n * 5000));
    const answers = await Promise.all(bodies.map((body) => send(body)));
    expect(answers.map(({ text }) => text.length)).toEqual(bodies.map((body) => body.length + 1));
    expect(await send('later')).toEqual({ status: 200, text: 'later.' });
    expect(loads).toBe(1);
  });

  it('say so where they cannot be loaded, in answer and log, and are tried again', async () => {
    let loads = 0;
    const send = await serve(async () => {
      loads += 1;
      if (loads === 1) throw new Error('no such file');
      return answer;
    });
    const refused = await send('a');
    expect(refused.status).toBe(500);
    expect(refused.text).toContain('"code":"internal"');
    expect(refused.text).not.toContain('no such file');
    expect(logged).toEqual(['a request failed']);
    expect(await send('c')).toEqual({ status: 200, text: 'c.' });
    expect(loads).toBe(2);
  });

  it('are not handed the request of somebody who has left', async () => {
    const taken: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const send = await serve(async () => {
      await gate.promise;
      return (request, response) => {
        taken.push(request.url ?? '');
        answer(request, response);
      };
    });
    const leaving = new AbortController();
    const left = send('gone', leaving.signal).catch(() => 'left');
    await once(server, 'request');
    leaving.abort();
    expect(await left).toBe('left');
    await sleep(50);
    gate.resolve(undefined);
    expect(await send('here')).toEqual({ status: 200, text: 'here.' });
    expect(taken).toHaveLength(1);
  });

  it('are not loaded any more by a gateway that stops', async () => {
    let loads = 0;
    const send = await serve(async () => {
      loads += 1;
      return answer;
    });
    isClosing = true;
    expect((await send('late')).status).toBe(503);
    expect(loads).toBe(0);
  });
});
