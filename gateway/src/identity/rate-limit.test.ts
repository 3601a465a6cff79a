import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter, takeToken, type Bucket } from './rate-limit.ts';

const perMinute = fc.integer({ min: 1, max: 10_000 });
const pauses = fc.array(fc.oneof(fc.nat(50), fc.nat(5000)), { minLength: 1, maxLength: 300 });

/** When, of calls made after each pause, those that were let through came. */
function allowedTimes(pausesMs: readonly number[], perMinute: number): number[] {
  let bucket: Bucket | undefined;
  let now = 0;
  return pausesMs.flatMap((pauseMs) => {
    now += pauseMs;
    const verdict = takeToken(bucket, { now, perMinute });
    if (verdict.kind === 'limited') return [];
    ({ bucket } = verdict);
    return [now];
  });
}

describe('takeToken', () => {
  it('lets through in any window at most a full bucket and what flows in meanwhile', () => {
    fc.assert(
      fc.property(perMinute, pauses, (perMinute, pauses) => {
        const times = allowedTimes(pauses, perMinute);
        for (const [from, start] of times.entries()) {
          for (const [further, end] of times.slice(from).entries()) {
            const most = perMinute * (1 + (end - start) / 60_000);
            expect(further + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
    );
  });

  it('lets a caller through after the wait that it was told, and not a tenth earlier', () => {
    fc.assert(
      fc.property(
        perMinute,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (perMinute, tokens) => {
          const verdict = takeToken({ tokens, at: 1000 }, { now: 1000, perMinute });
          expect(verdict.kind).toBe('limited');
          if (verdict.kind !== 'limited') return;
          const { retryAfterMs } = verdict;
          const ask = (now: number) => takeToken({ tokens, at: 1000 }, { now, perMinute }).kind;
          expect(ask(1000 + retryAfterMs)).toBe('allowed');
          if (retryAfterMs > 20) expect(ask(1000 + retryAfterMs * 0.9)).toBe('limited');
        },
      ),
    );
  });

  it('starts full', () => {
    const times = allowedTimes(
      Array.from({ length: 10 }, () => 0),
      3,
    );
    expect(times).toHaveLength(3);
  });

  it('does not hold up for long when the clock is set back', () => {
    const emptied = { tokens: 0, at: 3_600_000 };
    expect(takeToken(emptied, { now: 0, perMinute: 60 }).kind).toBe('allowed');
  });
});

describe('createRateLimiter', () => {
  it('counts each caller by itself', () => {
    const limiter = createRateLimiter(() => 0);
    expect(limiter.limitedFor('a', 1)).toBeUndefined();
    expect(limiter.limitedFor('a', 1)).toBe(60_000);
    expect(limiter.limitedFor('b', 1)).toBeUndefined();
  });

  it('lets through again once the wait is over, and asking meanwhile does not prolong it', () => {
    let now = 0;
    const limiter = createRateLimiter(() => now);
    limiter.limitedFor('a', 60);
    for (let taken = 1; taken < 60; taken += 1) limiter.limitedFor('a', 60);
    expect(limiter.limitedFor('a', 60)).toBe(1000);
    now = 600;
    expect(limiter.limitedFor('a', 60)).toBe(400);
    now = 1000;
    expect(limiter.limitedFor('a', 60)).toBeUndefined();
  });
});
