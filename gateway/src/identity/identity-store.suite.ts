import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../platform/testing/two-stores.ts';
import type { Caller, IdentityStore, StoredKey } from './identity-store.ts';

export interface IdentityStores {
  readonly identities: IdentityStore;
}

const start = 1_800_000_000_000;

/** What every `IdentityStore` promises. */
export function testIdentityStore(name: string, open: OpenTwoStores<IdentityStores>): void {
  describe(`${name}: identities`, () => {
    let stores: TwoStores<IdentityStores>;
    let a: IdentityStore;
    let b: IdentityStore;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.identities;
      b = stores.b.identities;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    describe('adding keys', () => {
      it('makes the caller with its first key', async () => {
        const [caller, key] = [callerOf(), keyOf({ expiresAt: start + 1 })];
        expect(await a.addKey({ caller, key })).toEqual({ kind: 'added', caller });
        expect(await b.listIdentities()).toEqual({ callers: [caller], keys: [key] });
      });

      it('leaves a caller that exists as it is', async () => {
        const caller = callerOf();
        await a.addKey({ caller, key: keyOf() });
        const other = callerOf({ space: 'office', scopes: ['*'], ratePerMinute: 1 });
        const second = keyOf({ id: 'key_2', hash: 'hash-2' });
        expect(await b.addKey({ caller: other, key: second })).toEqual({ kind: 'added', caller });
        const { callers, keys } = await a.listIdentities();
        expect(callers).toEqual([caller]);
        expect(keys).toHaveLength(2);
      });

      it('refuses a key that exists, even a revoked one, and makes no caller for it', async () => {
        await a.addKey({ caller: callerOf(), key: keyOf() });
        await a.revokeKey({ keyId: 'key_1', at: start });
        const outcome = await b.addKey({
          caller: callerOf({ name: 'claude' }),
          key: keyOf({ id: 'key_2', caller: 'claude' }),
        });
        expect(outcome).toEqual({ kind: 'hash_taken' });
        expect((await a.listIdentities()).callers).toHaveLength(1);
      });

      it('makes a caller once however many keys are added at once', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? a : b).addKey({
              caller: callerOf({ createdAt: start + index }),
              key: keyOf({ id: `key_${index}`, hash: `hash-${index % 10}` }),
            }),
          ),
        );
        expect(outcomes.filter(({ kind }) => kind === 'hash_taken')).toHaveLength(10);
        const { callers, keys } = await a.listIdentities();
        expect([callers.length, keys.length]).toEqual([1, 10]);
      });

      it('lists the oldest first', async () => {
        for (const [index, name] of ['zoe', 'adam'].entries()) {
          const createdAt = start + index;
          const key = keyOf({ id: `key_${9 - index}`, caller: name, hash: name, createdAt });
          await a.addKey({ caller: callerOf({ name, createdAt }), key });
        }
        const { callers, keys } = await b.listIdentities();
        expect(callers.map((caller) => caller.name)).toEqual(['zoe', 'adam']);
        expect(keys.map(({ id }) => id)).toEqual(['key_9', 'key_8']);
      });
    });

    describe('the configured key', () => {
      const configured = (id: string) => ({
        caller: callerOf({ name: 'first' }),
        key: keyOf({ id, caller: 'first', hash: `hash of ${id}` }),
      });
      const idsOfKeys = async () => (await a.listIdentities()).keys.map(({ id }) => id);

      it('is marked as such, and makes its caller', async () => {
        const { caller, key } = configured('key_1');
        await a.keepConfiguredKey({ caller, key }, start);
        expect(await b.listIdentities()).toEqual({
          callers: [caller],
          keys: [{ ...key, configured: true }],
        });
      });

      it('takes the place of the one before, and stays where it is the same', async () => {
        await a.keepConfiguredKey(configured('key_1'), start);
        const office = callerOf({ name: 'first', space: 'office' });
        await b.keepConfiguredKey({ ...configured('key_2'), caller: office }, start);
        expect((await a.listIdentities()).callers).toEqual([callerOf({ name: 'first' })]);
        const again = configured('key_2');
        await a.keepConfiguredKey({ ...again, key: { ...again.key, id: 'key_3' } }, start);
        expect(await idsOfKeys()).toEqual(['key_2']);
        await a.keepConfiguredKey(configured('key_1'), start);
        expect(await idsOfKeys()).toEqual(['key_1']);
      });

      it('goes where none is configured any more, and takes no other key along', async () => {
        await a.keepConfiguredKey(configured('key_1'), start);
        await a.addKey({
          caller: callerOf({ name: 'first' }),
          key: keyOf({ id: 'key_2', caller: 'first', hash: 'made' }),
        });
        await b.keepConfiguredKey(undefined, start);
        expect(await idsOfKeys()).toEqual(['key_2']);
      });

      it('does not come back once it was revoked', async () => {
        await a.keepConfiguredKey(configured('key_1'), start);
        await a.revokeKey({ keyId: 'key_1', at: start });
        await b.keepConfiguredKey(configured('key_2'), start);
        await b.keepConfiguredKey(configured('key_1'), start);
        const { keys } = await a.listIdentities();
        expect(keys.map(({ id, revokedAt }) => [id, revokedAt])).toEqual([['key_1', start]]);
      });

      it('leaves a key alone that is stored for somebody already', async () => {
        const made = keyOf({ id: 'key_9', hash: 'hash of key_2' });
        await a.addKey({ caller: callerOf(), key: made });
        await a.keepConfiguredKey(configured('key_1'), start);
        await b.keepConfiguredKey(configured('key_2'), start);
        expect((await a.listIdentities()).keys).toEqual([made]);
      });

      it('is one of those that two who start at once configure', async () => {
        await Promise.all(
          [a, b].map((store, at) => store.keepConfiguredKey(configured(`key_${at}`), start)),
        );
        expect(await idsOfKeys()).toHaveLength(1);
      });
    });

    describe('changing a caller', () => {
      it('changes what is given and nothing else', async () => {
        const caller = callerOf();
        await a.addKey({ caller, key: keyOf() });
        const changeAndRead = async (change: Partial<Caller>) => {
          expect(await a.changeCaller({ name: caller.name, at: start, ...change })).toBe(true);
          return (await b.listIdentities()).callers[0];
        };
        expect(await changeAndRead({ scopes: ['*'] })).toEqual({ ...caller, scopes: ['*'] });
        const rest = { ratePerMinute: 5, callbackHosts: [] };
        expect(await changeAndRead(rest)).toEqual({ ...caller, scopes: ['*'], ...rest });
      });

      it('says so where there is no such caller', async () => {
        expect(await a.changeCaller({ name: 'nobody', at: start, ratePerMinute: 5 })).toBe(false);
      });
    });

    describe('revoking', () => {
      it('revokes one key, and keeps the first time', async () => {
        await a.addKey({ caller: callerOf(), key: keyOf() });
        await a.addKey({ caller: callerOf(), key: keyOf({ id: 'key_2', hash: 'hash-2' }) });
        expect(await a.revokeKey({ keyId: 'key_1', at: start + 1 })).toBe(true);
        expect(await b.revokeKey({ keyId: 'key_1', at: start + 2 })).toBe(true);
        const { keys } = await b.listIdentities();
        expect(keys.map(({ revokedAt }) => revokedAt)).toEqual([start + 1, undefined]);
      });

      it('says so where there is no such key', async () => {
        expect(await a.revokeKey({ keyId: 'key_9', at: start })).toBe(false);
      });

      it('revokes every key of a caller, and tells which were new', async () => {
        for (const id of ['key_1', 'key_2', 'key_3']) {
          await a.addKey({ caller: callerOf(), key: keyOf({ id, hash: id }) });
        }
        const other = {
          caller: callerOf({ name: 'claude' }),
          key: keyOf({ id: 'key_4', hash: 'x' }),
        };
        await a.addKey({ ...other, key: { ...other.key, caller: 'claude' } });
        await a.revokeKey({ keyId: 'key_2', at: start });
        const revoked = await b.revokeCaller({ caller: 'chatgpt', at: start + 1 });
        expect(revoked.toSorted()).toEqual(['key_1', 'key_3']);
        const { keys } = await a.listIdentities();
        const times = Object.fromEntries(keys.map(({ id, revokedAt }) => [id, revokedAt]));
        expect(times).toEqual({ key_1: start + 1, key_2: start, key_3: start + 1 });
      });
    });

    describe('the owner', () => {
      it('has no hash until one is kept', async () => {
        expect(await a.findOwnerHash()).toBeUndefined();
        expect(await a.keepOwnerHash({ hash: 'first', replace: false, at: start })).toBe(true);
        expect(await b.findOwnerHash()).toBe('first');
      });

      it('keeps the first hash unless it is to be replaced', async () => {
        await a.keepOwnerHash({ hash: 'first', replace: false, at: start });
        expect(await b.keepOwnerHash({ hash: 'second', replace: false, at: start })).toBe(false);
        expect(await a.findOwnerHash()).toBe('first');
        expect(await b.keepOwnerHash({ hash: 'second', replace: true, at: start })).toBe(true);
        expect(await a.findOwnerHash()).toBe('second');
      });

      it('is made by one of two who start at once', async () => {
        const kept = await Promise.all(
          [a, b].map((store, index) =>
            store.keepOwnerHash({ hash: `h${index}`, replace: false, at: start }),
          ),
        );
        expect(kept.filter(Boolean)).toHaveLength(1);
      });
    });
  });
}

function callerOf(changes: Partial<Caller> = {}): Caller {
  return {
    name: 'chatgpt',
    space: 'home',
    scopes: ['memory.*', 'lights.set'],
    ratePerMinute: 60,
    callbackHosts: ['hooks.example.org'],
    createdAt: start,
    ...changes,
  };
}

function keyOf(changes: Partial<StoredKey> = {}): StoredKey {
  return { id: 'key_1', caller: 'chatgpt', hash: 'hash-1', createdAt: start, ...changes };
}
