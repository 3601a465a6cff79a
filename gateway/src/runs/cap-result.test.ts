import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capResult } from './cap-result.ts';

const cap = (result: string, maxChars: number) =>
  capResult(result, { maxChars, newId: () => 'res_1', space: 's', intent: 'a.b', now: 5 });

describe('capResult', () => {
  it('lets through what fits, to the last character', () => {
    expect(cap('x'.repeat(8), 10)).toEqual({ result: 'x'.repeat(8) });
    expect(cap('x'.repeat(9), 10).stored).toBeDefined();
  });

  it('gives the head of a larger one, and keeps all of it for a week', () => {
    const long = 'x'.repeat(10_000);
    expect(cap(long, 5000)).toEqual({
      result: { capped: true, handle: 'res_1', total_chars: 10_002, head: `"${'x'.repeat(3999)}` },
      stored: {
        handle: 'res_1',
        space: 's',
        intent: 'a.b',
        text: `"${long}"`,
        expiresAt: 5 + 604_800_000,
      },
    });
  });

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3990, max: 4000 }), (before) => {
        const { result } = cap('x'.repeat(before) + '😀'.repeat(100), 1000);
        expect((result as { head: string }).head.isWellFormed()).toBe(true);
      }),
    );
  });
});
