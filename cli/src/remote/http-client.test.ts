import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { followJob } from './follow-job.ts';
import { createHttpClient } from './http-client.ts';

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

const Anything = z.looseObject({});

describe('createHttpClient', () => {
  it('sends key, query and JSON, and gives the body in its type', async () => {
    const url = await serve((request, response) => {
      const { authorization } = request.headers;
      response.end(JSON.stringify({ authorization, url: request.url }));
    });
    const client = createHttpClient({ url: `${url}/`, key: 'k' });
    expect(await client.get('/jobs', Anything, { limit: 2, cursor: undefined })).toEqual({
      authorization: 'Bearer k',
      url: '/jobs?limit=2',
    });
  });

  it('turns an error of the gateway into one of the command line, also with an unknown code', async () => {
    const body = { error: { code: 'new_code', message: 'No.', hint: 'Wait.', retryable: false } };
    const url = await serve((_request, response) => {
      response.writeHead(418).end(JSON.stringify(body));
    });
    await expect(createHttpClient({ url }).get('/jobs', Anything)).rejects.toMatchObject({
      code: 'new_code',
      message: 'No.',
      hint: 'Wait.',
      body,
    });
  });

  it('never follows a redirect, which would carry the key elsewhere', async () => {
    const seen: unknown[] = [];
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: elsewhere }).end();
    });
    const client = createHttpClient({ url, key: 'k' });
    await expect(client.get('/jobs', Anything)).rejects.toMatchObject({ code: 'unreachable' });
    expect(seen).toEqual([]);
  });

  it('says what is wrong with an address', async () => {
    const page = await serve((_request, response) => void response.end('<html>'));
    await expect(createHttpClient({ url: page }).get('/', Anything)).rejects.toMatchObject({
      code: 'not_tutti',
    });
    const silent = await serve(() => {});
    const late = createHttpClient({ url: silent }).send({
      method: 'GET',
      path: '/',
      timeoutMs: 50,
    });
    await expect(late).rejects.toMatchObject({ code: 'no_answer' });
    const closed = await serve(() => {});
    servers.pop()?.close();
    await expect(createHttpClient({ url: closed }).get('/', Anything)).rejects.toMatchObject({
      code: 'not_running',
    });
    const strange = await serve((_request, response) => void response.end('{"items": 1}'));
    const Items = z.object({ items: z.array(z.string()) });
    await expect(createHttpClient({ url: strange }).get('/', Items)).rejects.toMatchObject({
      code: 'not_understood',
    });
  });
});

describe('followJob', () => {
  const job = {
    job_id: 'job_1',
    intent: 'system.wait',
    caller: 'ada',
    created_at: '2026-11-22T08:00:00.000Z',
  };

  it('looks until the job has ended, also past a gateway that starts anew', async () => {
    const unavailable = { code: 'shutting_down', message: 'm', hint: 'h', retryable: true };
    const replies = [
      [200, { ...job, status: 'running' }],
      [503, { error: unavailable }],
      [200, { ...job, status: 'running' }],
      [200, { ...job, status: 'success' }],
    ] as const;
    let asked = 0;
    const url = await serve((_request, response) => {
      const [status, body] = replies[asked] ?? [500, {}];
      asked += 1;
      response.writeHead(status).end(JSON.stringify(body));
    });
    const looks: string[] = [];
    const ended = await followJob({
      client: createHttpClient({ url }),
      jobId: 'job_1',
      waitSeconds: 1,
      onLook: ({ status }) => looks.push(status),
      signal: new AbortController().signal,
    });
    expect(ended.status).toBe('success');
    expect(looks).toEqual(['running', 'running', 'success']);
  });

  it('does not wait for what will not pass', async () => {
    const error = { code: 'job_not_found', message: 'm', hint: 'h', retryable: false };
    const url = await serve((_request, response) => {
      response.writeHead(404).end(JSON.stringify({ error }));
    });
    const client = createHttpClient({ url });
    const { signal } = new AbortController();
    const following = followJob({ client, jobId: 'x', waitSeconds: 1, onLook: () => {}, signal });
    await expect(following).rejects.toMatchObject({ code: 'job_not_found' });
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
