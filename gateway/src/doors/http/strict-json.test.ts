import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../platform/canonical-json.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

function refusalOf(body: string | Buffer): string {
  try {
    parseStrictJson(Buffer.from(body));
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
  return 'none';
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const key = fc
  .string({ unit: fc.constantFrom('a', 'b', '"', '\\', ':', '{', '}', '[', ',', '\n', 'é', '😀') })
  .filter((text) => !forbidden.has(text));
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    key,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

describe('parseStrictJson', () => {
  it('reads every JSON value as JSON.parse does, however it is written', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, 4), (value, indent) => {
        for (const text of [canonicalJson(value), JSON.stringify(value, null, indent)]) {
          expect(parse(text)).toEqual(JSON.parse(text));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a key that stands twice in one object, wherever and however it is written', () => {
    const escaped = (text: string) =>
      `"${text.replace(/./g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)}"`;
    const plainKey = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1 });
    fc.assert(
      fc.property(plainKey, json, json, fc.boolean(), fc.nat(20), (key, a, b, isEscaped, depth) => {
        const twin = isEscaped ? escaped(key) : JSON.stringify(key);
        const inner = `{"x":0,${JSON.stringify(key)}:${JSON.stringify(a)},${twin}:${JSON.stringify(b)}}`;
        const text = '[{"in":'.repeat(depth) + inner + '}]'.repeat(depth);
        fc.pre(key !== 'x');
        expect(refusalOf(text)).toBe('duplicate_key');
      }),
    );
  });

  it('does not take the same key in two objects for one that stands twice', () => {
    expect(parse('{"a":{"a":1},"b":[{"a":2},{"a":3}]}')).toEqual({
      a: { a: 1 },
      b: [{ a: 2 }, { a: 3 }],
    });
  });

  it('is not misled by colons, braces and quotes inside of strings', () => {
    expect(parse(String.raw`{"a":"\":\\","b":"{[:","c\\":1}`)).toEqual({
      a: '":\\',
      b: '{[:',
      'c\\': 1,
    });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s at any depth', (key) => {
    expect(refusalOf(`{"${key}":{}}`)).toBe('forbidden_key');
    expect(refusalOf(`{"a":[{"${key}":1}]}`)).toBe('forbidden_key');
    expect(refusalOf(`{"a":"${key}"}`)).toBe('none');
  });

  it('sees through escapes in a forbidden key', () => {
    expect(refusalOf(String.raw`{"\u005f_proto__":{}}`)).toBe('forbidden_key');
  });

  it('reads 64 levels and refuses one more', () => {
    expect(refusalOf('['.repeat(64) + ']'.repeat(64))).toBe('none');
    expect(refusalOf('['.repeat(65) + ']'.repeat(65))).toBe('too_deep');
    expect(refusalOf('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000))).toBe('too_deep');
    expect(refusalOf('['.repeat(500_000))).toBe('too_deep');
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":1',
    "{'a':1}",
    '{a:1}',
    '[1,]',
    '01',
    'NaN',
    '\uFEFF{}',
    '{}{}',
    '"\u0001"',
    '"',
  ])('refuses %j as no JSON', (text) => {
    expect(refusalOf(text)).toBe('invalid_json');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusalOf(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toBe('invalid_encoding');
    expect(refusalOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('invalid_encoding');
    expect(refusalOf(Buffer.from('{"a":1}', 'utf16le'))).not.toBe('none');
  });

  it('refuses half a surrogate pair: no UTF-8 can store it', () => {
    expect(refusalOf(String.raw`{"a":["\ud83d"]}`)).toBe('invalid_encoding');
    expect(refusalOf(String.raw`{"\ude00":1}`)).toBe('invalid_encoding');
    expect(refusalOf(String.raw`"\ude00\ud83d"`)).toBe('invalid_encoding');
    expect(parse(String.raw`{"a":"\ud83d\ude00"}`)).toEqual({ a: '😀' });
  });

  it('refuses a number too large to be one', () => {
    expect(refusalOf('{"a":1e999}')).toBe('invalid_json');
    expect(refusalOf('[-1e999]')).toBe('invalid_json');
    expect(parse('1e308')).toBe(1e308);
  });

  it('reads a megabyte in well under a second', () => {
    const text = JSON.stringify({
      items: Array.from({ length: 60_000 }, (_, n) => ({ n, t: 'x' })),
    });
    const started = performance.now();
    parse(text);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
