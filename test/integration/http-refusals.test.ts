import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErrorAnswer } from '../../contract/src/index.ts';
import {
  apiKey,
  ownerKey,
  startHttpHouse,
  type HttpAnswer,
  type HttpHouse,
} from './http-harness.ts';

let http: HttpHouse;
beforeAll(async () => {
  http = await startHttpHouse('public_url: https://tutti.example.org\n');
});
afterAll(() => http.stop());

const ping = { intent: 'system.ping' };

/** The error, once it is known to say nothing of the inside. */
function errorOf({ body, text }: HttpAnswer) {
  expect(text).not.toMatch(/node_modules|\.ts:|at \S+ \(/);
  return ErrorAnswer.parse({ trace_id: '', ...body }).error;
}

describe('POST /orchestrate refuses', () => {
  it.each([
    ['no intent', {}, 'invalid_request', '"intent"'],
    ['nothing', undefined, 'invalid_request', '"intent"'],
    ['a list', [], 'invalid_request', 'body'],
    ['null', null, 'invalid_request', '"intent"'],
    ['an intent of another type', { intent: 1 }, 'invalid_request', '"intent"'],
    ['an intent that is a path', { intent: '../etc' }, 'invalid_request', '"intent"'],
    ['inputs of another type', { ...ping, inputs: 'x' }, 'invalid_request', '"inputs"'],
    ['a misspelt field', { ...ping, input: {} }, 'invalid_request', 'did you mean "inputs"'],
    ['a mode that is none', { ...ping, mode: 'magic' }, 'invalid_request', '"mode"'],
    ['too long a wait', { ...ping, wait_s: 41 }, 'invalid_request', '"wait_s"'],
    ['a wait that is no number', { ...ping, wait_s: 'soon' }, 'invalid_request', '"wait_s"'],
    [
      'too long a key',
      { ...ping, idempotency_key: 'k'.repeat(201) },
      'invalid_request',
      '"idempotency_key"',
    ],
    [
      'a callback that is no URL',
      { ...ping, callback_url: 'here' },
      'invalid_request',
      '"callback_url"',
    ],
    [
      'inputs that the intent does not know',
      { ...ping, inputs: { a: 1 } },
      'invalid_inputs',
      '"a"',
    ],
  ])('%s with 400, naming what is wrong', async (_, body, code, says) => {
    const answer = await http.call(body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code, retryable: false });
    expect(errorOf(answer).message).toContain(says);
  });

  it('an unknown intent with 404 and a suggestion', async () => {
    const answer = await http.call({ intent: 'memory.serach' });
    expect(answer.status).toBe(404);
    expect(errorOf(answer)).toMatchObject({
      code: 'unknown_intent',
      details: { suggestions: ['memory.search'] },
    });
    expect(answer.body).toMatchObject({ status: 'error', intent: 'memory.serach' });
  });

  it.each([
    ['two equal keys', '{"intent":"system.ping","intent":"jobs.list"}', 'duplicate_key'],
    [
      'two equal keys in the inputs',
      '{"intent":"a.b","inputs":{"x":1,"\\u0078":2}}',
      'duplicate_key',
    ],
    ['__proto__', '{"intent":"system.ping","inputs":{"__proto__":{"a":1}}}', 'forbidden_key'],
    ['constructor', '{"intent":"system.ping","constructor":{"prototype":{}}}', 'forbidden_key'],
    [
      '10,000 levels',
      `{"intent":"a","inputs":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_001)}`,
      'too_deep',
    ],
    ['no JSON', 'intent=system.ping', 'invalid_json'],
    ['half of a JSON', '{"intent":"system.ping"', 'invalid_json'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'invalid_encoding'],
    ['half a character', '{"intent":"system.ping","inputs":{"a":"\\ud800"}}', 'invalid_encoding'],
  ])('%s with 400', async (_, body, code) => {
    const answer = await http.call(body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).code).toBe(code);
  });

  it('five megabytes with 413', async () => {
    const answer = await http.call({ intent: 'memory.write', inputs: { text: 'x'.repeat(5e6) } });
    expect(answer.status).toBe(413);
    expect(errorOf(answer).code).toBe('body_too_large');
  });

  it('five megabytes in chunks of unknown length with 413', async () => {
    const chunk = 'x'.repeat(65_536);
    const answer = await http.raw(
      `POST /orchestrate HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${apiKey}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n${`10000\r\n${chunk}\r\n`.repeat(80)}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 413 |$)/);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
    'application/jsonx',
  ])('a body of type %s with 415', async (type) => {
    const answer = await http.call(JSON.stringify(ping), { headers: { 'content-type': type } });
    expect(answer.status).toBe(415);
    expect(errorOf(answer).code).toBe('unsupported_media_type');
  });

  it('a compressed body with 415', async () => {
    const answer = await http.call(gzipSync(JSON.stringify(ping)), {
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.status).toBe(415);
    expect(errorOf(answer).code).toBe('unsupported_media_type');
  });

  it('takes JSON whatever its charset is said to be', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await http.call(ping, { headers })).status).toBe(200);
  });
});

describe('a request is refused', () => {
  it.each([
    ['without a key', {}],
    ['with a wrong one', { authorization: 'Bearer tutti_wrong' }],
    ['with an empty one', { authorization: 'Bearer ' }],
    ['with a key of another scheme', { authorization: `Basic ${apiKey}` }],
    ['with the owner key', { authorization: `Bearer ${ownerKey}` }],
    ['with a key and more', { authorization: `Bearer ${apiKey} x` }],
  ])('%s, with 401 and what to send', async (_, headers) => {
    for (const [method, path] of [
      ['POST', '/orchestrate'],
      ['POST', '/query'],
      ['GET', '/jobs'],
      ['GET', '/jobs/job_1'],
      ['POST', '/jobs/job_1/cancel'],
      ['GET', '/jobs/job_1/events'],
      ['GET', '/intents'],
      ['GET', '/intents/system.ping'],
      ['GET', '/receipts'],
      ['GET', '/receipts/rcp_1'],
      ['GET', '/results/res_1'],
    ] as const) {
      const answer = await http.send(method, path, {
        key: null,
        headers,
        ...(path.length > 6 && method === 'POST' && { body: ping }),
      });
      expect([path, answer.status]).toEqual([path, 401]);
      expect(errorOf(answer).code).toBe('unauthenticated');
      expect(answer.headers['www-authenticate']).toContain('Bearer');
    }
  });

  it.each([
    ['/orchestrate', '', '401'],
    ['/jobs/job_1/cancel', '', '401'],
    ['/owner/keys', `authorization: Bearer ${apiKey}\r\n`, '403'],
    ['/nowhere', `authorization: Bearer ${apiKey}\r\n`, '404'],
  ])('at %s before any of its body is read', async (path, authorization, status) => {
    const startedAt = performance.now();
    const answer = await http.rawAnswer(
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${authorization}content-type: application/json\r\ncontent-length: 1000000\r\n\r\n{`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('for its missing key, whatever is wrong with its body', async () => {
    const answer = await http.post('/orchestrate', '{"broken', { key: null });
    expect(answer.status).toBe(401);
  });

  it.each(['api_key', 'api-key', 'apikey', 'key', 'access_token', 'token', 'authorization'])(
    'with a key in the address as %s',
    async (name) => {
      const answer = await http.get(`/intents?limit=5&${name}=${apiKey}`);
      expect(answer.status).toBe(400);
      expect(errorOf(answer).code).toBe('key_in_url');
      expect(answer.text).not.toContain(apiKey);
    },
  );

  it.each([
    'evil.example',
    'evil.example:8000',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    'localhost.evil.example',
  ])('for the foreign host %s, with 403', async (host) => {
    for (const path of ['/intents', '/health', '/docs', '/nowhere']) {
      const answer = await http.get(path, { headers: { host } });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(errorOf(answer).code).toBe('foreign_host');
    }
  });

  it.each(['localhost', 'LOCALHOST:1234', '127.0.0.1', '[::1]:8000', 'tutti.example.org'])(
    'but not for its own host %s',
    async (host) => {
      expect((await http.get('/health', { headers: { host } })).status).toBe(200);
    },
  );

  it.each([
    'http://evil.example',
    'https://localhost.evil.example',
    'null',
    'http://localhost:1',
    'https://tutti.example.org.evil.example',
  ])('from a page of %s, with 403', async (origin) => {
    const answer = await http.call(ping, { headers: { origin } });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('but not from a page of its own', async () => {
    for (const origin of [http.url, 'https://tutti.example.org']) {
      expect((await http.call(ping, { headers: { origin } })).status).toBe(200);
    }
  });

  it('for a path that is none, with 404, whatever it is', async () => {
    for (const path of [
      '/nowhere',
      '/orchestrate',
      '/owner/nothing',
      '/jobs/a/b/c',
      '/%00',
      `/${'x'.repeat(5000)}`,
    ]) {
      const answer = await http.get(path);
      expect([path.slice(0, 20), answer.status]).toEqual([path.slice(0, 20), 404]);
      expect(errorOf(answer).code).toBe('unknown_path');
    }
  });

  it.each(['/jobs/%', '/%E0%A4%A', '/jobs/%ZZ'])(
    'for the address %s, which is none',
    async (path) => {
      const answer = await http.get(path);
      expect(answer.status).toBe(400);
      expect(errorOf(answer).code).toBe('invalid_request');
    },
  );

  it.each([
    '/jobs?limit=0',
    '/jobs?limit=x',
    '/jobs?limit=1&limit=2',
    '/jobs?nope=1',
    '/jobs/job_1?wait_s=41',
    '/jobs/job_1?wait_s=-1',
    '/results/res_1?offset=-1',
  ])('for the query of %s, with 400', async (path) => {
    const answer = await http.get(path);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).code).toBe('invalid_request');
  });

  it.each([
    [
      'a header that breaks the line',
      `GET /health HTTP/1.1\r\nhost: localhost\r\nx-a: b\rc\r\n\r\n`,
    ],
    [
      'two lengths',
      `POST /orchestrate HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      `POST /orchestrate HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['no host', `GET /health HTTP/1.1\r\n\r\n`],
    ['nonsense', `hello\r\n\r\n`],
  ])('that has %s, and the connection ends', async (_, bytes) => {
    const answer = await http.raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await http.get('/health')).status).toBe(200);
  });
});

describe('a header of 64 kB', () => {
  it('is not read to its end', async () => {
    const answer = await http.raw(
      `GET /health HTTP/1.1\r\nhost: localhost\r\nx-a: ${'a'.repeat(65_536)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 431 |$)/);
  });
});

describe('every answer', () => {
  it('is not to be stored or guessed at, and carries its trace', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    for (const answer of [
      await http.call(ping, { headers }),
      await http.get('/nowhere', { headers }),
    ]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.body['trace_id']).toBe(traceId);
      expect(answer.headers['traceparent']).toContain(traceId);
    }
  });

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    'nonsense',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
  ])('has a trace of its own for the traceparent %s', async (traceparent) => {
    const { body } = await http.call(ping, { headers: { traceparent } });
    expect(body['trace_id']).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(traceparent.toLowerCase()).not.toContain(body['trace_id']);
  });

  it('puts nothing of a header into a header of its own', async () => {
    const answer = await http.get('/nowhere%0d%0aset-cookie:%20a=b', {
      headers: { 'x-request-id': 'evil', traceparent: 'x' },
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(JSON.stringify(answer.headers)).not.toContain('evil');
  });
});
