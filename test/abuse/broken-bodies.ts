import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { secretInput, type Attack } from './attack.ts';
import { rawRequest } from './raw-request.ts';

/** Bodies that are too large, too deep, packed, or not what JSON is. */
export function brokenBodies(): readonly Attack[] {
  return [...tooLarge(), ...tooDeep(), ...packed(), ...notUtf8(), ...ambiguous(), ...otherTypes()];
}

const write = (text: string) => `{"intent":"memory.write","inputs":{"text":"${text}"}}`;

function of(name: string, body: string | Buffer, code: string, status = 400): Attack {
  return { name, bytes: rawRequest({ body }), status, code };
}

function tooLarge(): readonly Attack[] {
  const large = { status: 413, code: 'body_too_large' };
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  const chunked = rawRequest({
    headers: ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
  });
  return [
    {
      ...large,
      name: 'a body of 5 MB',
      bytes: rawRequest({ body: write(secretInput + 'x'.repeat(5_000_000)) }),
      mayHangUp: true,
    },
    {
      ...large,
      name: 'a body that says it will have 5 GB',
      bytes: rawRequest({
        headers: ['Content-Type: application/json', 'Content-Length: 5000000000'],
      }),
    },
    {
      ...large,
      name: 'a body of 50 MB in chunks',
      bytes: Buffer.concat([chunked, Buffer.from(chunk.repeat(800) + '0\r\n\r\n')]),
      mayHangUp: true,
    },
    of('a memory of 200,000 characters', write('y'.repeat(200_000)), 'invalid_inputs'),
  ];
}

function tooDeep(): readonly Attack[] {
  const objects = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
  return [
    of('10,000 objects in each other', `{"intent":"a","inputs":${objects}}`, 'too_deep'),
    of('half a million open brackets', '['.repeat(500_000), 'too_deep'),
    of('80,000 keys', `{"intent":"system.ping","inputs":{${keys(80_000)}}}`, 'invalid_inputs'),
    of(
      'a number of 500,000 digits',
      `{"intent":"a","inputs":{"n":${'9'.repeat(500_000)}}}`,
      'invalid_json',
    ),
  ];
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',');
}

function packed(): readonly Attack[] {
  const bomb = Buffer.from(write('0'.repeat(50_000_000)));
  const packings = {
    gzip: gzipSync(bomb),
    deflate: deflateSync(bomb),
    br: brotliCompressSync(bomb, { params: {} }),
    'identity, gzip': gzipSync(bomb),
    nonsense: Buffer.from(write('x')),
  };
  return Object.entries(packings).map(([encoding, body]) => ({
    name: `a body packed as "${encoding}"`,
    bytes: rawRequest({ body, headers: [`Content-Encoding: ${encoding}`] }),
    status: 415,
    code: 'unsupported_media_type',
    mayHangUp: true,
  }));
}

function notUtf8(): readonly Attack[] {
  const broken = Buffer.from(write('?'));
  broken[broken.indexOf('?')] = 0xff;
  return [
    of('a byte that UTF-8 does not have', broken, 'invalid_encoding'),
    of('overlong UTF-8', Buffer.from(write('\u00c0\u00af'), 'latin1'), 'invalid_encoding'),
    of('UTF-16', Buffer.from(write('x'), 'utf16le'), 'invalid_json'),
    of('half of a surrogate pair', write(String.raw`\ud800`), 'invalid_encoding'),
  ];
}

function ambiguous(): readonly Attack[] {
  return [
    of('a key twice', '{"intent":"system.ping","intent":"memory.list"}', 'duplicate_key'),
    of(
      'a key twice, once escaped',
      String.raw`{"intent":"a","inputs":{"x":1,"\u0078":2}}`,
      'duplicate_key',
    ),
    of(
      '__proto__',
      '{"intent":"system.ping","inputs":{"__proto__":{"admin":true}}}',
      'forbidden_key',
    ),
    of('__proto__, escaped', String.raw`{"intent":"a","\u005f_proto__":{"a":1}}`, 'forbidden_key'),
    of('constructor', '{"intent":"a","inputs":{"constructor":{"prototype":{}}}}', 'forbidden_key'),
    of('a number beyond all bounds', '{"intent":"a","inputs":{"n":1e999}}', 'invalid_json'),
    of('two values', '{"intent":"system.ping"}{"intent":"system.ping"}', 'invalid_json'),
    of('half a value', write(secretInput).slice(0, -2), 'invalid_json'),
    of('a comment', '{"intent":"system.ping"/**/}', 'invalid_json'),
    of('nothing', '', 'invalid_request'),
    of('null', 'null', 'invalid_request'),
    of('a list', '[]', 'invalid_request'),
  ];
}

function otherTypes(): readonly Attack[] {
  const types = [
    null,
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'nonsense',
  ];
  return types.map((type) => ({
    name: `a body of type ${type}`,
    bytes: rawRequest({ body: write(secretInput), type }),
    status: 415,
    code: 'unsupported_media_type',
  }));
}
