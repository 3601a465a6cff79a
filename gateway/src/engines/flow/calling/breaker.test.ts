import { describe, expect, it } from 'vitest';
import { createBreaker } from './breaker.ts';

function steps() {
  let now = 0;
  const breaker = createBreaker(() => now);
  const call = (went: 'well' | 'badly') => {
    const pass = breaker.ask();
    if (pass.kind === 'pass') pass.tell(went);
    return pass.kind;
  };
  return { breaker, call, wait: (ms: number) => void (now += ms) };
}

describe('createBreaker', () => {
  it('opens after five failures in a row, not sooner', () => {
    const { breaker, call } = steps();
    for (let n = 0; n < 4; n += 1) call('badly');
    call('well');
    for (let n = 0; n < 4; n += 1) call('badly');
    expect(breaker.isOpen()).toBe(false);
    call('badly');
    expect(breaker.isOpen()).toBe(true);
    expect(breaker.ask()).toMatchObject({ kind: 'blocked', forMs: 2000 });
  });

  it('lets one call through after a pause, and closes when that goes well', () => {
    const { breaker, call, wait } = steps();
    for (let n = 0; n < 5; n += 1) call('badly');
    wait(2000);
    const probe = breaker.ask();
    expect(probe.kind).toBe('pass');
    expect(breaker.ask().kind).toBe('blocked');
    if (probe.kind === 'pass') probe.tell('well');
    expect(breaker.isOpen()).toBe(false);
    expect(call('well')).toBe('pass');
  });

  it('waits longer after each probe that fails, up to half a minute', () => {
    const { breaker, call, wait } = steps();
    for (let n = 0; n < 5; n += 1) call('badly');
    for (const pause of [2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      expect(breaker.ask()).toMatchObject({ kind: 'blocked', forMs: pause });
      wait(pause);
      expect(call('badly')).toBe('pass');
    }
  });

  it('takes nothing from calls that began before it opened', () => {
    const { breaker, call, wait } = steps();
    const early = [breaker.ask(), breaker.ask()];
    for (let n = 0; n < 5; n += 1) call('badly');
    for (const pass of early) if (pass.kind === 'pass') pass.tell('badly');
    wait(2000);
    expect(breaker.ask().kind).toBe('pass');
  });
});
