import { describe, expect, it } from 'vitest';
import { pauseMsAfterFailures, pauseMsUntil } from './pause.ts';

describe('pauseMsUntil', () => {
  it('rests until the next is due, at most half a minute', () => {
    expect(pauseMsUntil(1250, 1000)).toBe(250);
    expect(pauseMsUntil(500_000, 1000)).toBe(30_000);
    expect(pauseMsUntil(undefined, 1000)).toBe(30_000);
  });

  it('does not spin over what is overdue but must wait for a place', () => {
    expect(pauseMsUntil(1000, 1000)).toBe(1000);
    expect(pauseMsUntil(1, 1000)).toBe(1000);
  });
});

describe('pauseMsAfterFailures', () => {
  it('doubles from one second up to half a minute', () => {
    expect([1, 2, 3, 6, 50].map(pauseMsAfterFailures)).toEqual([1000, 2000, 4000, 30_000, 30_000]);
  });
});
