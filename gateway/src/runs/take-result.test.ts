import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../platform/json.ts';
import { takeResult } from './take-result.ts';

const intent = { name: 'host.read' };

describe('takeResult', () => {
  it('gives what is clean as it is, not a copy', () => {
    const result = { text: 'a\n', list: [1, null, true, { deep: ['👨‍👩‍👧'] }] };
    expect(takeResult(result, intent)).toBe(result);
  });

  it('cleans every text, however deep, and names of members', () => {
    const result = { 'a\x1b[1m': ['\x1b[31mred', { b: 'c\u202e' }], n: 1, no: null };
    expect(takeResult(result, intent)).toEqual({ a: ['red', { b: 'c' }], n: 1, no: null });
  });

  it('makes no member reach into prototypes', () => {
    const result = takeResult({ '__pro\x00to__': { polluted: true } }, intent);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(result).not.toHaveProperty('polluted');
  });

  it('leaves text that is given back word for word, terminal escapes aside', () => {
    const text = 'one\r\ntwo \u202e';
    expect(takeResult({ text }, { ...intent, verbatim: true })).toEqual({ text });
    const escaped = { text: `${text}\x1b[31m` };
    expect(takeResult(escaped, { ...intent, verbatim: true })).toEqual({ text });
  });

  it('leaves out what JSON leaves out', () => {
    const withNothing = { a: 1, b: undefined } as unknown as JsonValue;
    expect(JSON.stringify(takeResult(withNothing, intent))).toBe('{"a":1}');
    const dirty = { a: '\x00', b: undefined } as unknown as JsonValue;
    expect(takeResult(dirty, intent)).toEqual({ a: '' });
  });

  it('refuses what is not JSON', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const result of [
      undefined,
      1n,
      { n: 1n },
      [undefined],
      () => 1,
      circle,
      { c: [circle] },
    ]) {
      expect(() => takeResult(result as JsonValue, intent)).toThrow(
        expect.objectContaining({
          code: 'engine_failed',
          message: 'host.read was done, but its result is not JSON.',
          retryable: false,
        }),
      );
    }
  });
});
