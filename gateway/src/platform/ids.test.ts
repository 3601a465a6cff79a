import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds, createTraceIds } from './ids.ts';

const lastMs = 2 ** 48 - 1;

describe('createIds', () => {
  it('makes ids that sort by the time they were made', () => {
    fc.assert(
      fc.property(fc.nat(lastMs), fc.nat(lastMs), (a, b) => {
        fc.pre(a < b);
        expect(createIds(() => a)('job') < createIds(() => b)('job')).toBe(true);
      }),
    );
  });

  it('writes prefix, ten characters of time and sixteen of chance', () => {
    expect(createIds(() => 0)('mem')).toMatch(/^mem_0{10}[0-9a-hjkmnp-tv-z]{16}$/);
    expect(createIds(() => 1)('mem')).toMatch(/^mem_0{9}1/);
    expect(createIds(() => lastMs)('mem')).toMatch(/^mem_7z{9}/);
  });

  it('makes no id twice, even within one millisecond', () => {
    const newId = createIds(() => 42);
    const ids = Array.from({ length: 20_000 }, () => newId('job'));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('createTraceIds', () => {
  it('makes 128 random bits as hex, never twice', () => {
    const ids = Array.from({ length: 5000 }, createTraceIds());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});
