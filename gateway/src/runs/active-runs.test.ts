import type { Answer } from '#contract';
import { describe, expect, it } from 'vitest';
import { createActiveRuns } from './active-runs.ts';
import { createStopSwitch } from './stop-switch.ts';

function going(id: string) {
  const { promise: settled, resolve, reject } = Promise.withResolvers<Answer | undefined>();
  return { run: { id, epoch: 1, settled, stop: createStopSwitch() }, resolve, reject };
}

describe('createActiveRuns', () => {
  it('knows a run until it is settled, however that went', async () => {
    const active = createActiveRuns();
    const [one, two] = [going('a'), going('b')];
    active.add(one.run);
    active.add(two.run);
    expect(active.ids()).toEqual(['a', 'b']);
    one.resolve(undefined);
    two.reject(new Error('the store was away'));
    await Promise.allSettled([one.run.settled, two.run.settled]);
    expect(active.count()).toBe(0);
    expect(active.find('a')).toBeUndefined();
  });

  it('counts places that are held as runs', () => {
    const active = createActiveRuns();
    const letGo = active.holdPlace();
    active.add(going('a').run);
    expect(active.count()).toBe(2);
    letGo();
    expect(active.count()).toBe(1);
  });

  it('tells progress to those who listen, until they stop listening', () => {
    const active = createActiveRuns();
    active.add(going('a').run);
    let heard = 0;
    const end = active.onProgress('a', () => void (heard += 1));
    active.publish('a', { message: 'one' });
    active.publish('b', { message: 'of another' });
    end();
    active.publish('a', { message: 'two' });
    expect(heard).toBe(1);
    expect(active.latestProgress('a')).toEqual({ message: 'two' });
    expect(active.latestProgress('b')).toBeUndefined();
  });

  it('stops one run, or all of them, and waits until they have ended', async () => {
    const active = createActiveRuns();
    const [one, two] = [going('a'), going('b')];
    active.add(one.run);
    active.add(two.run);
    expect(active.stop('a', 'cancelled')).toBe(true);
    expect(active.stop('zzz', 'cancelled')).toBe(false);
    expect(one.run.stop.signal.reason).toBe('cancelled');
    expect(active.stopping.aborted).toBe(false);
    const ended = active.stopAll('shutdown');
    expect(two.run.stop.signal.reason).toBe('shutdown');
    expect(active.stopping.aborted).toBe(true);
    one.resolve(undefined);
    two.reject(new Error('the store was away'));
    await ended;
  });

  it('keeps a run that took the place of an older attempt', async () => {
    const active = createActiveRuns();
    const [old, anew] = [going('a'), going('a')];
    active.add(old.run);
    active.add(anew.run);
    old.resolve(undefined);
    await old.run.settled;
    expect(active.find('a')).toBe(anew.run);
  });
});
