import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decideDelivery } from './decide-delivery.ts';
import { retryDelayMs } from './retry-delay.ts';

const fresh = { attempts: 0, jitter: 0.5 };
const answered = (status: number) => decideDelivery({ kind: 'answered', status }, fresh);

describe('decideDelivery', () => {
  it('takes any 2xx as delivered, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        expect(answered(status).kind === 'delivered').toBe(status >= 200 && status <= 299);
      }),
    );
  });

  it('tries again after a redirect, a refusal or a fault of the receiver', () => {
    for (const status of [301, 302, 307, 400, 401, 404, 429, 500, 503]) {
      expect(answered(status)).toEqual({ kind: 'retry', inMs: 5000, why: `HTTP ${status}` });
    }
  });

  it('gives up for good on 410', () => {
    expect(answered(410)).toEqual({ kind: 'give_up', why: 'HTTP 410' });
  });

  it('tries again where there was no answer', () => {
    const decision = decideDelivery(
      { kind: 'failed', why: 'ECONNREFUSED' },
      { attempts: 1, jitter: 0.5 },
    );
    expect(decision).toEqual({ kind: 'retry', inMs: 30_000, why: 'ECONNREFUSED' });
  });

  it('gives up at once where it may not be sent any more', () => {
    const decision = decideDelivery({ kind: 'forbidden', why: 'the caller was revoked' }, fresh);
    expect(decision).toEqual({ kind: 'give_up', why: 'the caller was revoked' });
  });

  it('gives up after the last attempt', () => {
    const decision = decideDelivery({ kind: 'answered', status: 500 }, { attempts: 10, jitter: 0 });
    expect(decision).toEqual({ kind: 'give_up', why: 'HTTP 500, after 11 attempts' });
  });
});

describe('retryDelayMs', () => {
  it('goes on for about three days', () => {
    const delays = Array.from({ length: 10 }, (_, attempts) => retryDelayMs(attempts, 0.5) ?? 0);
    const days = delays.reduce((sum, ms) => sum + ms, 0) / 86_400_000;
    expect(delays[0]).toBe(5000);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3.5);
    expect(retryDelayMs(10, 0.5)).toBeUndefined();
  });

  it('is spread by 10% either way', () => {
    expect(retryDelayMs(0, 0)).toBe(4500);
    expect(retryDelayMs(0, 1)).toBe(5500);
  });
});
