import { apiKey } from '../crash/support/gateway-process.ts';
import type { Attack } from './attack.ts';
import { rawRequest } from './raw-request.ts';

/** Requests whose first lines are wrong: for the parser, for a browser's reach, or for a log. */
export function brokenHeads(): readonly Attack[] {
  return [
    ...unreadable(),
    ...smuggled(),
    ...tooMuch(),
    ...foreign(),
    ...misplacedKeys(),
    ...lost(),
  ];
}

const get = 'GET /health HTTP/1.1';
const ping = '{"intent":"system.ping"}';

function unreadable(): readonly Attack[] {
  const heads: Record<string, string> = {
    'a bare CR in a header': `${get}\r\nHost: 127.0.0.1\r\nX-A: b\rSet-Cookie: c\r\n\r\n`,
    'a bare LF in a header': `${get}\r\nHost: 127.0.0.1\r\nX-A: b\nX B: c\r\n\r\n`,
    'a NUL in a header': `${get}\r\nHost: 127.0.0.1\r\nX-A: b\0c\r\n\r\n`,
    'a header name with a space': `${get}\r\nHost: 127.0.0.1\r\nX A: b\r\n\r\n`,
    'a space before the colon': `${get}\r\nHost: 127.0.0.1\r\nTransfer-Encoding : chunked\r\n\r\n`,
    'a method that is none': `HACK /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    'a method in small letters': `get /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    'a version that is none': `GET /health HTTP/3.7\r\nHost: 127.0.0.1\r\n\r\n`,
    'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'the hello of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'a greeting': 'hello, gateway\r\n\r\n',
  };
  return Object.entries(heads).map(([name, bytes]) => invalid(name, bytes));
}

function invalid(name: string, bytes: string | Buffer): Attack {
  return { name, bytes, status: 400, code: 'invalid_request' };
}

function smuggled(): readonly Attack[] {
  const post = [
    'POST /orchestrate HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${apiKey}`,
    'Content-Type: application/json',
    '',
  ].join('\r\n');
  const bodies: Record<string, string> = {
    'a length and chunks': `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'two lengths': `${post}Content-Length: 1\r\nContent-Length: 24\r\n\r\n${ping}`,
    'a negative length': `${post}Content-Length: -1\r\n\r\n${ping}`,
    'a length that is no number': `${post}Content-Length: 0x18\r\n\r\n${ping}`,
    'an encoding that is none': `${post}Transfer-Encoding: xchunked\r\n\r\n${ping}`,
    'an encoding after chunks': `${post}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`,
    'a chunk size that is no number': `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    'a chunk size beyond all bounds': `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n`,
  };
  return Object.entries(bodies).map(([name, bytes]) => invalid(name, bytes));
}

function tooMuch(): readonly Attack[] {
  const tooLarge = { status: 431, code: 'headers_too_large', mayHangUp: true };
  const many = Array.from({ length: 4000 }, (_, n) => `X-${n}: ${n}`);
  return [
    {
      ...tooLarge,
      name: 'a header of 64 kB',
      bytes: rawRequest({ line: get, headers: [`X: ${'x'.repeat(65_536)}`] }),
    },
    { ...tooLarge, name: '4,000 headers', bytes: rawRequest({ line: get, headers: many }) },
    {
      ...tooLarge,
      name: 'an address of 64 kB',
      bytes: rawRequest({ line: `GET /${'x'.repeat(65_536)} HTTP/1.1` }),
    },
  ];
}

function foreign(): readonly Attack[] {
  const as = (name: string, given: Parameters<typeof rawRequest>[0]): Attack => ({
    name,
    bytes: rawRequest({ body: ping, ...given }),
    status: 403,
    code: 'foreign_host',
  });
  return [
    as('the host of somebody else', { host: 'evil.example' }),
    as('a host that looks like ours', { host: '127.0.0.1.evil.example' }),
    as('a host of the local network', { host: '192.168.0.1:8000' }),
    as('a page of somebody else', { headers: ['Origin: https://evil.example'] }),
    as('a page without an origin', { headers: ['Origin: null'] }),
    as('a page on another port', { headers: ['Origin: http://127.0.0.1:1'] }),
  ];
}

function misplacedKeys(): readonly Attack[] {
  const wrong = { status: 401, code: 'unauthenticated' };
  const inUrl = { status: 400, code: 'key_in_url' };
  return [
    {
      ...inUrl,
      name: 'a key in the address',
      bytes: rawRequest({ line: `GET /jobs?api_key=${apiKey} HTTP/1.1` }),
    },
    {
      ...inUrl,
      name: 'a key in the address, as token',
      bytes: rawRequest({ line: `GET /jobs?limit=1&token=${apiKey} HTTP/1.1` }),
    },
    { ...wrong, name: 'a wrong key', bytes: rawRequest({ body: ping, key: 'tutti_wrong' }) },
    {
      ...wrong,
      name: 'a key with an end of line',
      bytes: rawRequest({ body: ping, key: `${apiKey}%0d%0aX: y` }),
    },
    {
      ...wrong,
      name: 'a key of 10 kB',
      bytes: rawRequest({ body: ping, key: 'k'.repeat(10_000) }),
    },
  ];
}

function lost(): readonly Attack[] {
  const nowhere = { status: 404, code: 'unknown_path' };
  const at = (target: string, method = 'GET') =>
    rawRequest({ line: `${method} ${target} HTTP/1.1` });
  return [
    { ...nowhere, name: 'a path upwards', bytes: at('/docs/../../etc/passwd') },
    { ...nowhere, name: 'a path upwards, escaped', bytes: at('/%2e%2e/%2e%2e/etc/passwd') },
    {
      ...nowhere,
      name: 'an end of line in the path',
      bytes: at('/nowhere%0d%0aSet-Cookie:%20a=b'),
    },
    { ...nowhere, name: 'a NUL in the path', bytes: at('/%00') },
    { ...nowhere, name: 'TRACE', bytes: at('/health', 'TRACE') },
    { ...nowhere, name: 'DELETE', bytes: at('/jobs', 'DELETE') },
    { ...invalid('a path that cannot be read', at('/jobs/%ZZ')) },
    { ...invalid('a query that nobody knows', at('/jobs?nope=1')) },
  ];
}
