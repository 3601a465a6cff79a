import { beforeEach, describe, expect, it } from 'vitest';
import { createSignInLimit, type SignInLimit } from './sign-in-limit.ts';

let now: number;
let limit: SignInLimit;

beforeEach(() => {
  now = 1_800_000_000_000;
  limit = createSignInLimit(() => now);
});

function allowed(address: string, attempts: number): number {
  return Array.from({ length: attempts }, () => limit.takeAttempt(address)).filter(
    (waitMs) => waitMs === undefined,
  ).length;
}

describe('attempts to sign in', () => {
  it('are ten a minute from one address', () => {
    expect(allowed('10.0.0.1', 30)).toBe(10);
    expect(limit.takeAttempt('10.0.0.1')).toBe(6000);
    now += 6000;
    expect(allowed('10.0.0.1', 5)).toBe(1);
  });

  it('that went well do not count', () => {
    for (let time = 0; time < 100; time += 1) {
      expect(limit.takeAttempt('10.0.0.1')).toBeUndefined();
      limit.giveBack('10.0.0.1');
    }
    expect(allowed('10.0.0.1', 30)).toBe(10);
  });

  it('from one address leave the others alone', () => {
    allowed('10.0.0.1', 30);
    expect(allowed('10.0.0.2', 3)).toBe(3);
  });

  it('are sixty a minute from all addresses together', () => {
    const counts = Array.from({ length: 40 }, (_, index) => allowed(`10.0.1.${index}`, 5));
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
  });

  it('from very many addresses over time are counted all the same', () => {
    for (let minute = 0; minute < 30; minute += 1) {
      for (let at = 0; at < 60; at += 1) limit.takeAttempt(`${minute}.${at}`);
      now += 60_000;
    }
    expect(allowed('10.0.0.1', 30)).toBe(10);
  });
});
