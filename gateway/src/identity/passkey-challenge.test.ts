import { describe, expect, it } from 'vitest';
import { createSecretHasher } from './api-key.ts';
import { createPasskeyChallenges } from './passkey-challenge.ts';

const pepper = new Uint8Array(32).fill(1);
const minuteMs = 60_000;

function at(times: { now: number }, hash = createSecretHasher(pepper, 'challenge')) {
  let byte = 0;
  return createPasskeyChallenges({
    hash,
    randomBytes: (count) => new Uint8Array(count).fill((byte += 1)),
    now: () => times.now,
  });
}

describe('a challenge', () => {
  const times = { now: 1000 };
  const challenges = at(times);

  it('is known again for five minutes, and each is another', () => {
    const [one, two] = [challenges.make('sign-in'), challenges.make('sign-in')];
    expect(one).not.toBe(two);
    times.now += 5 * minuteMs - 1;
    expect(challenges.check(one, 'sign-in')).toMatchObject({ expiresAt: 1000 + 5 * minuteMs });
    times.now += 1;
    expect(challenges.check(one, 'sign-in')).toBeUndefined();
  });

  it('counts for nothing but its purpose', () => {
    expect(challenges.check(challenges.make('sign-in'), 'add')).toBeUndefined();
  });

  it.each(['', 'x', 'a.b.c', Buffer.from('a.9999999999999.c').toString('base64url')])(
    'is not %j',
    (text) => {
      expect(challenges.check(text, 'sign-in')).toBeUndefined();
    },
  );

  it('cannot be made longer by who holds it', () => {
    const [nonce, , mac] = Buffer.from(challenges.make('sign-in'), 'base64url')
      .toString()
      .split('.');
    const later = Buffer.from(`${nonce}.${times.now * 9e6}.${mac}`).toString('base64url');
    expect(challenges.check(later, 'sign-in')).toBeUndefined();
  });

  it('of another gateway is not one of this', () => {
    const other = at(times, createSecretHasher(new Uint8Array(32).fill(2), 'challenge'));
    expect(challenges.check(other.make('sign-in'), 'sign-in')).toBeUndefined();
  });
});
