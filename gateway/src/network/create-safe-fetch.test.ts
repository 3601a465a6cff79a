import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SafePost } from '../platform/safe-fetch.ts';
import { createSafeFetch, type SafeFetchOptions } from './create-safe-fetch.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function listen(
  listener: RequestListener,
): Promise<{ port: number; host: string; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
}

function safeFetchFor(options: SafeFetchOptions = {}) {
  const safeFetch = createSafeFetch(options);
  cleanups.push(() => safeFetch.stop());
  return safeFetch;
}

function postTo(url: string, allowed: string[], rest: Partial<SafePost> = {}): SafePost {
  return {
    url,
    allowed,
    headers: {},
    body: '{}',
    timeoutMs: 2000,
    maxResponseBytes: 1000,
    ...rest,
  };
}

/** Answers each look-up with the next of `answers`; the last one stays. */
function lookupsOf(...answers: string[][]) {
  const asked: string[] = [];
  return {
    asked,
    lookup: (hostname: string) => {
      asked.push(hostname);
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? []);
    },
  };
}

describe('post', () => {
  it('posts the body with its headers to a listed address, and gives status and answer', async () => {
    const seen: unknown[] = [];
    const { url, host } = await listen((request, response) => {
      request
        .setEncoding('utf8')
        .on('data', (text) => seen.push(request.method, request.url, request.headers['x-a'], text));
      request.on('end', () => response.writeHead(201).end('thanks'));
    });
    const answer = await safeFetchFor().post(
      postTo(`${url}/in?x=1`, [host], { headers: { 'x-a': 'b' }, body: '{"a":1}' }),
    );
    expect(answer).toEqual({ status: 201, body: 'thanks' });
    expect(seen).toEqual(['POST', '/in?x=1', 'b', '{"a":1}']);
  });

  it('gives a redirect back as it is', async () => {
    const visited: (string | undefined)[] = [];
    const { url, host } = await listen((request, response) => {
      visited.push(request.url);
      response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end();
    });
    expect(await safeFetchFor().post(postTo(`${url}/a`, [host]))).toMatchObject({ status: 307 });
    expect(visited).toEqual(['/a']);
  });

  it('reads no more of the answer than asked for', async () => {
    let closedEarly = false;
    const { url, host } = await listen((_request, response) => {
      response.on('close', () => (closedEarly = !response.writableFinished));
      response.end('x'.repeat(50_000_000));
    });
    const { body } = await safeFetchFor().post(postTo(url, [host]));
    expect(body).toBe('x'.repeat(1000));
    await expect.poll(() => closedEarly).toBe(true);
  });

  it('gives up on a receiver that never answers', async () => {
    const { url, host } = await listen(() => {});
    const startedAt = performance.now();
    await expect(safeFetchFor().post(postTo(url, [host], { timeoutMs: 100 }))).rejects.toThrow(
      /timeout/i,
    );
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  it('keeps the status of an answer whose body never ends', async () => {
    const { url, host } = await listen((_request, response) => {
      response.writeHead(200).write('part');
    });
    expect(await safeFetchFor().post(postTo(url, [host], { timeoutMs: 200 }))).toEqual({
      status: 200,
      body: 'part',
    });
  });

  it('refuses what is not listed without opening a socket', async () => {
    let requests = 0;
    const { url } = await listen((_request, response) => {
      requests += 1;
      response.end();
    });
    await expect(
      safeFetchFor().post(postTo(url, ['127.0.0.1:1', 'hooks.example.org'])),
    ).rejects.toMatchObject({
      code: 'callback_refused',
      retryable: false,
    });
    expect(requests).toBe(0);
  });

  it('refuses at the socket a name that turned private since it was checked', async () => {
    let requests = 0;
    const { port } = await listen((_request, response) => {
      requests += 1;
      response.end();
    });
    const { lookup, asked } = lookupsOf(['93.184.216.34'], ['127.0.0.1']);
    const safeFetch = safeFetchFor({ lookup });
    const url = `http://hooks.example.org:${port}/`;
    expect(await safeFetch.check(url, ['hooks.example.org'])).toEqual({ kind: 'allowed' });
    const refusal = await safeFetch
      .post(postTo(url, ['hooks.example.org']))
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'callback_refused', retryable: true });
    expect(String(refusal)).not.toContain('127.0.0.1');
    expect(asked).toEqual(['hooks.example.org', 'hooks.example.org']);
    expect(requests).toBe(0);
  });

  it('refuses a name of which a single address is private', async () => {
    const { lookup } = lookupsOf(['93.184.216.34', '10.0.0.5']);
    await expect(
      safeFetchFor({ lookup }).post(postTo('http://hooks.example.org/', ['hooks.example.org'])),
    ).rejects.toMatchObject({ code: 'callback_refused' });
  });
});

describe('check', () => {
  const name = ['hooks.example.org'];

  it('allows a listed name with public addresses, and a listed address without a look-up', async () => {
    const { lookup, asked } = lookupsOf(['93.184.216.34', '2606:4700:4700::1111']);
    const safeFetch = safeFetchFor({ lookup });
    expect(await safeFetch.check('https://hooks.example.org/x', name)).toEqual({ kind: 'allowed' });
    expect(await safeFetch.check('http://127.0.0.1:9100/x', ['127.0.0.1:9100'])).toEqual({
      kind: 'allowed',
    });
    expect(asked).toEqual(['hooks.example.org']);
  });

  it('says the same of a private name and of one that does not exist', async () => {
    const isPrivate = await safeFetchFor(lookupsOf(['10.0.0.5'])).check(
      'https://hooks.example.org/',
      name,
    );
    const isMissing = await safeFetchFor({
      lookup: () => Promise.reject(new Error('ENOTFOUND 10.0.0.5')),
    }).check('https://hooks.example.org/', name);
    expect(isPrivate).toEqual({
      kind: 'refused',
      code: 'callback_refused',
      reason: 'hooks.example.org has no public address.',
    });
    expect(isMissing).toEqual(isPrivate);
  });

  it('never lets localhost through by name', async () => {
    expect(
      await safeFetchFor().check('http://localhost:9000/', ['localhost', 'localhost:9000']),
    ).toMatchObject({
      kind: 'refused',
    });
  });

  it('does not wait for a name server that keeps silent', async () => {
    const lookup = () => new Promise<never>(() => {});
    const safeFetch = safeFetchFor({ lookup, lookupTimeoutMs: 50 });
    expect(await safeFetch.check('https://hooks.example.org/', name)).toMatchObject({
      kind: 'refused',
    });
  });
});
