import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLateTimer } from './late-timer.ts';

describe('setLateTimer', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('calls back after its time', async () => {
    const called = vi.fn<() => void>();
    setLateTimer(called, 100);
    await nextTurn();
    vi.advanceTimersByTime(99);
    expect(called).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2);
    expect(called).toHaveBeenCalledOnce();
  });

  it('needs no real timer where it is cleared within its turn', async () => {
    const called = vi.fn<() => void>();
    setLateTimer(called, 100).clear();
    await nextTurn();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(200);
    expect(called).not.toHaveBeenCalled();
  });

  it('can be cleared later, too', async () => {
    const called = vi.fn<() => void>();
    const timer = setLateTimer(called, 100);
    await nextTurn();
    vi.advanceTimersByTime(50);
    timer.clear();
    vi.advanceTimersByTime(200);
    expect(called).not.toHaveBeenCalled();
  });

  it('keeps those of one turn apart', async () => {
    const first = vi.fn<() => void>();
    const second = vi.fn<() => void>();
    setLateTimer(first, 10).clear();
    setLateTimer(second, 20);
    await nextTurn();
    vi.advanceTimersByTime(50);
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });
});
