import { describe, expect, it } from 'vitest';
import { isoTime, systemClock } from './clock.ts';

describe('the clock', () => {
  it('writes milliseconds as ISO time in UTC', () => {
    expect(isoTime(1_700_000_000_123)).toBe('2023-11-14T22:13:20.123Z');
  });

  it('tells the time of this machine', () => {
    const before = Date.now();
    const told = systemClock.now();
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });
});
