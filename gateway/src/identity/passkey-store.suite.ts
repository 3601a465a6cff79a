import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../platform/testing/two-stores.ts';
import type { PasskeyStore, StoredPasskey, UsePasskey } from './passkey-store.ts';

export interface PasskeyStores {
  readonly passkeys: PasskeyStore;
}

const start = 1_800_000_000_000;

/** What every `PasskeyStore` promises. */
export function testPasskeyStore(name: string, open: OpenTwoStores<PasskeyStores>): void {
  describe(`${name}: passkeys`, () => {
    let stores: TwoStores<PasskeyStores>;
    let a: PasskeyStore;
    let b: PasskeyStore;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.passkeys;
      b = stores.b.passkeys;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    let challenges = 0;
    const challenge = (hash = `challenge-${(challenges += 1)}`) => ({
      hash,
      expiresAt: start + 300_000,
    });
    const add = (passkey: StoredPasskey, answered = challenge()) =>
      a.addPasskey({ passkey, challenge: answered });
    const use = (changes: Partial<UsePasskey> = {}, store = b) =>
      store.usePasskey({
        id: 'phone',
        counter: 5,
        at: start + 10,
        challenge: challenge(),
        ...changes,
      });

    it('keeps them, the oldest first', async () => {
      const phone = passkeyOf();
      const laptop = passkeyOf({ id: 'laptop', createdAt: start - 1, transports: [] });
      expect(await add(phone)).toBe('added');
      expect(await add(laptop)).toBe('added');
      expect(await b.listPasskeys()).toEqual([laptop, phone]);
      expect(await b.findPasskey('phone')).toEqual(phone);
      expect(await b.findPasskey('another')).toBeUndefined();
    });

    it('adds none twice', async () => {
      await add(passkeyOf());
      expect(await add(passkeyOf({ publicKey: 'another' }))).toBe('exists');
      expect(await b.listPasskeys()).toEqual([passkeyOf()]);
    });

    it('adds one of many that answer one challenge', async () => {
      const answered = challenge();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? a : b).addPasskey({
            passkey: passkeyOf({ id: `key-${index}` }),
            challenge: answered,
          }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
      expect(await a.listPasskeys()).toHaveLength(1);
    });

    it('notes when one was used, and how far it counted', async () => {
      await add(passkeyOf());
      expect(await use()).toBe('used');
      expect(await a.findPasskey('phone')).toEqual({
        ...passkeyOf(),
        counter: 5,
        lastUsedAt: start + 10,
      });
    });

    it('refuses a counter that did not grow: somebody has a copy', async () => {
      await add(passkeyOf());
      await use();
      for (const counter of [5, 4, 0]) expect(await use({ counter })).toBe('counter_behind');
      expect(await a.findPasskey('phone')).toMatchObject({ counter: 5 });
      expect(await use({ counter: 6 })).toBe('used');
    });

    it('takes those that never count', async () => {
      await add(passkeyOf());
      for (let time = 0; time < 3; time += 1) expect(await use({ counter: 0 })).toBe('used');
    });

    it('takes one signature of fifty with one challenge', async () => {
      await add(passkeyOf());
      const answered = challenge();
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          use({ counter: 0, challenge: answered }, index % 2 === 0 ? a : b),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'challenge_spent')).toHaveLength(49);
    });

    it('does not take the challenge of an adding for a use', async () => {
      const answered = challenge();
      await add(passkeyOf(), answered);
      expect(await use({ challenge: answered })).toBe('challenge_spent');
    });

    it('remembers a challenge as long as it could be answered', async () => {
      await add(passkeyOf());
      const first = challenge();
      await use({ challenge: first });
      await use({ at: first.expiresAt - 1, counter: 6 });
      expect(await use({ challenge: first, counter: 7 })).toBe('challenge_spent');
      await use({
        at: first.expiresAt,
        counter: 8,
        challenge: { ...challenge(), expiresAt: start * 2 },
      });
      expect(await use({ challenge: first, counter: 9 })).toBe('used');
    });

    it('forgets one that is removed', async () => {
      await add(passkeyOf());
      expect(await b.removePasskey('phone')).toBe(true);
      expect(await b.removePasskey('phone')).toBe(false);
      expect(await use()).toBe('unknown');
      expect(await a.listPasskeys()).toEqual([]);
    });
  });
}

function passkeyOf(changes: Partial<StoredPasskey> = {}): StoredPasskey {
  return {
    id: 'phone',
    rpId: 'tutti.example.org',
    publicKey: 'a-public-key',
    counter: 0,
    transports: ['internal', 'hybrid'],
    label: 'My phone',
    createdAt: start,
    ...changes,
  };
}
