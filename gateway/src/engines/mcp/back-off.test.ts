import { expect, it } from 'vitest';
import { createBackOff } from './back-off.ts';

it('tries at once after one failure, then later each time, up to a minute', () => {
  let now = 1000;
  const backOff = createBackOff(() => now);
  const waits = Array.from({ length: 12 }, () => {
    backOff.failed();
    return backOff.waitMs();
  });
  expect(waits.slice(0, 4)).toEqual([0, 500, 1000, 2000]);
  expect(waits.at(-1)).toBe(60_000);
  now += 60_000;
  expect(backOff.waitMs()).toBe(0);
  backOff.succeeded();
  backOff.failed();
  expect(backOff.waitMs()).toBe(0);
});
