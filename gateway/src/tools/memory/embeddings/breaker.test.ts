import { describe, expect, it } from 'vitest';
import { createBreaker } from './breaker.ts';

describe('a breaker', () => {
  it('opens after two failures in a row, and says why', () => {
    const { breaker } = at(0);
    breaker.failed('first');
    expect(breaker.openFor()).toBeUndefined();
    breaker.failed('second');
    expect(breaker.openFor()).toBe('second');
  });

  it('lets one try after a pause, which grows with each failure up to half a minute', () => {
    const { breaker, pass } = at(0);
    breaker.failed('x');
    const pauses = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    for (const pauseMs of pauses) {
      breaker.failed('x');
      pass(pauseMs - 1);
      expect(breaker.openFor()).toBe('x');
      pass(1);
      expect(breaker.openFor()).toBeUndefined();
      expect(breaker.openFor()).toBe('x');
    }
  });

  it('closes with the first success', () => {
    const { breaker } = at(0);
    for (const reason of ['a', 'b', 'c']) breaker.failed(reason);
    breaker.succeeded();
    expect(breaker.openFor()).toBeUndefined();
    breaker.failed('d');
    expect(breaker.openFor()).toBeUndefined();
  });
});

function at(start: number) {
  let now = start;
  return { breaker: createBreaker({ now: () => now }), pass: (ms: number) => (now += ms) };
}
