import { describe, expect, it } from 'vitest';
import { stoppingWith } from './stopping.ts';

describe('stoppingWith', () => {
  it('calls back at the abort, once', () => {
    const controller = new AbortController();
    let told = 0;
    stoppingWith(controller.signal).onStop(() => (told += 1));
    expect(told).toBe(0);
    controller.abort();
    controller.abort();
    expect(told).toBe(1);
  });

  it('calls back at once where that was before', () => {
    let told = 0;
    stoppingWith(AbortSignal.abort()).onStop(() => (told += 1));
    expect(told).toBe(1);
  });
});
