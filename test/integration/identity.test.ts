import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createDirectory } from '../../gateway/src/identity/directory.ts';
import {
  establishFirstCaller,
  establishLocalCaller,
  establishOwner,
} from '../../gateway/src/identity/first-keys.ts';
import { createSecretHasher } from '../../gateway/src/identity/api-key.ts';
import type { Identities, IdentityStore } from '../../gateway/src/identity/identity-store.ts';
import { openHouse, pepper, type House } from './harness.ts';
import { createWorld } from './world.ts';

const dayMs = 24 * 60 * 60_000;
const hashKey = createSecretHasher(pepper, 'key');
const randomBytes = () => crypto.getRandomValues(new Uint8Array(32));
let house: House;

beforeAll(async () => {
  house = await openHouse({ world: createWorld() });
});
afterAll(() => house.close());

describe('a key', () => {
  it('speaks for its caller until it is revoked, and its sessions end with it', async () => {
    const { keyRing, directory } = house;
    const made = await keyRing.createKey({ caller: 'alice', space: 'home', scopes: ['memory.*'] });
    const principal = directory.authenticate(made.key);
    expect(principal).toMatchObject({
      keyId: made.key_id,
      caller: { name: 'alice', space: 'home', scopes: ['memory.*'], ratePerMinute: 6000 },
    });
    const session = directory.sessionSignal(principal!);
    expect(session.aborted).toBe(false);
    await keyRing.revokeKey(made.key_id);
    expect(directory.authenticate(made.key)).toBeUndefined();
    expect(session.aborted).toBe(true);
    expect(directory.sessionSignal(principal!).aborted).toBe(true);
    expect(directory.findLiveCaller('alice')).toBeUndefined();
    expect(directory.findCaller('alice')).toBeDefined();
  });

  it('runs out when it was told to, though nobody looks, and its sessions with it', async () => {
    const { keyRing, directory, steps } = house;
    const made = await keyRing.createKey({ caller: 'bob', expires_in_days: 1 });
    const principal = directory.authenticate(made.key);
    steps.advance(dayMs - 20);
    const session = directory.sessionSignal(principal!);
    expect(session.aborted).toBe(false);
    await expect.poll(() => session.aborted).toBe(true);
    steps.advance(20);
    expect(directory.authenticate(made.key)).toBeUndefined();
    expect(directory.findLiveCaller('bob')).toBeUndefined();
  });

  it.each(['', 'tutti_', 'x', 'tutti_01k9d0example000000000000_x'])('is not %j', (text) => {
    expect(house.directory.authenticate(text)).toBeUndefined();
    expect(house.directory.isOwnerKey(text)).toBe(false);
  });

  it('may be any text that the owner chose, and only one caller has it', async () => {
    const { keyRing, directory } = house;
    for (const [at, text] of ['secret', 'tutti_dev_key', 'ü¥ 😀 with blanks'].entries()) {
      await keyRing.createKey({ caller: `chosen-${at}` }, text);
      expect(directory.authenticate(text)?.caller.name).toBe(`chosen-${at}`);
      await expect(keyRing.createKey({ caller: 'thief' }, text)).rejects.toMatchObject({
        code: 'caller_exists',
      });
    }
    expect(directory.findCaller('thief')).toBeUndefined();
  });

  it('cannot be the owner key', async () => {
    const made = house.keyRing.createKey({ caller: 'x' }, 'the owner key');
    await expect(made).rejects.toMatchObject({ code: 'caller_exists' });
    expect(house.directory.isOwnerKey('the owner key')).toBe(true);
    expect(house.directory.authenticate('the owner key')).toBeUndefined();
  });

  it('is kept as a hash only', async () => {
    const { key } = await house.keyRing.createKey({ caller: 'carol' });
    const { keys } = await house.store.identities.listIdentities();
    expect(JSON.stringify(keys)).not.toContain(key.slice(-20));
    expect(keys.map(({ hash }) => hash)).toContain(hashKey(key));
  });

  it('of a caller that is there changes only what it names', async () => {
    const { keyRing, directory } = house;
    await keyRing.createKey({ caller: 'dora', scopes: ['a.*'], rate_per_minute: 7 });
    const { caller, callback_secret } = await keyRing.createKey({
      caller: 'dora',
      callback_hosts: ['hooks.example.org'],
    });
    expect(caller).toMatchObject({
      scopes: ['a.*'],
      rate_per_minute: 7,
      callback_hosts: ['hooks.example.org'],
    });
    expect(callback_secret).toBe('secret of dora');
    expect(directory.findCaller('dora')?.callbackHosts).toEqual(['hooks.example.org']);
    await expect(keyRing.createKey({ caller: 'dora', space: 'other' })).rejects.toMatchObject({
      code: 'caller_exists',
    });
  });

  it('is not made with a callback host that cannot be read', async () => {
    const made = house.keyRing.createKey({
      caller: 'gina',
      callback_hosts: ['hooks.example.org', 'https://hooks.example.org/in'],
    });
    await expect(made).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'The callback host "https://hooks.example.org/in" cannot be read.',
    });
    expect(house.directory.findCaller('gina')).toBeUndefined();
  });

  it('is listed with its caller, never itself', async () => {
    const made = await house.keyRing.createKey({ caller: 'erin', expires_in_days: 2 });
    await house.keyRing.revokeKey(made.key_id);
    const { items } = await house.keyRing.listCallers();
    const erin = items.find(({ caller }) => caller === 'erin');
    expect(erin?.keys).toMatchObject([{ key_id: made.key_id, caller: 'erin' }]);
    expect(erin?.keys[0]?.revoked_at).toBeDefined();
    expect(JSON.stringify(items)).not.toContain(made.key);
  });
});

describe('createDirectory', () => {
  it('does not let a late reading bring a revoked key back', async () => {
    const { key, key_id } = await house.keyRing.createKey({ caller: 'frank' });
    const late = Promise.withResolvers<void>();
    let readings = 0;
    const slowStore: IdentityStore = {
      ...house.store.identities,
      async listIdentities(): Promise<Identities> {
        const read = await house.store.identities.listIdentities();
        readings += 1;
        if (readings === 2) await late.promise;
        return read;
      },
    };
    const now = () => house.steps.now();
    const directory = await createDirectory({ store: slowStore, hashKey, ownerHash: '', now });
    const beforeRevoking = directory.refresh();
    await expect.poll(() => readings).toBe(2);
    await house.store.identities.revokeKey({ keyId: key_id, at: 1 });
    await directory.refresh();
    late.resolve();
    await beforeRevoking;
    expect(directory.authenticate(key)).toBeUndefined();
  });
});

describe('the first start', () => {
  it('makes an owner key once, and takes a configured one without keeping it', async () => {
    const parts = { store: house.store.identities, hashKey, randomBytes, now: () => 1 };
    expect(await establishOwner('mine', parts)).toEqual({ ownerHash: hashKey('mine') });
    const first = await establishOwner(undefined, parts);
    expect(first.ownerHash).toBe(hashKey(first.made ?? ''));
    expect(await establishOwner(undefined, parts)).toEqual({ ownerHash: first.ownerHash });
    expect((await establishOwner('mine', parts)).ownerHash).toBe(hashKey('mine'));
  });

  it('makes a caller for the command line, and another key only where the kept one does not count', async () => {
    const { directory, keyRing } = house;
    const made = await establishLocalCaller(undefined, { directory, keyRing });
    expect(directory.authenticate(made ?? '')?.caller.name).toBe('local-cli');
    expect(await establishLocalCaller(made, { directory, keyRing })).toBeUndefined();
    await keyRing.revokeCaller('local-cli');
    const again = await establishLocalCaller(made, { directory, keyRing });
    expect(directory.authenticate(again ?? '')?.caller.name).toBe('local-cli');
  });

  it('takes the configured key of the first caller, and warns when it was revoked', async () => {
    const { directory, keyRing, lines } = house;
    const log = { debug: push, info: push, warn: push, error: push };
    function push(fields: object, message: string) {
      lines.push({ level: 'warn', fields: { ...fields }, message });
    }
    const configured = 'a-configured-key';
    const parts = { directory, keyRing, log };
    expect(await establishFirstCaller(configured, parts)).toBeUndefined();
    expect(directory.authenticate(configured)?.caller).toMatchObject({
      name: 'first',
      scopes: ['*'],
    });
    await establishFirstCaller(configured, parts);
    expect(lines.filter(({ message }) => message.includes('TUTTI_API_KEY'))).toEqual([]);
    await keyRing.revokeCaller('first');
    await establishFirstCaller(configured, parts);
    expect(directory.authenticate(configured)).toBeUndefined();
    expect(lines.filter(({ message }) => message.includes('TUTTI_API_KEY'))).toHaveLength(1);
  });

  it('lets nobody in by a key that the configuration no longer names', async () => {
    const { directory, keyRing, establish } = await freshHouse();
    await establish('key A');
    const made = await keyRing.createKey({ caller: 'first' });
    await establish('key B');
    const callerOf = (key: string) => directory.authenticate(key)?.caller.name;
    expect([callerOf('key A'), callerOf('key B')]).toEqual([undefined, 'first']);
    await establish(undefined);
    expect([callerOf('key B'), callerOf(made.key)]).toEqual([undefined, 'first']);
    await establish('key A');
    expect(callerOf('key A')).toBe('first');
    const { items } = await keyRing.listCallers();
    expect(items.map(({ caller }) => caller)).toEqual(['first']);
  });

  it('refuses one key for the owner and a caller', async () => {
    const { house: fresh, keyRing, establish } = await freshHouse();
    await establish('key A');
    const { key, key_id } = await keyRing.createKey({ caller: 'alice' });
    await keyRing.revokeKey(key_id);
    const parts = { store: fresh.store.identities, hashKey, randomBytes, now: () => 1 };
    for (const [text, caller] of Object.entries({ 'key A': 'first', [key]: 'alice' })) {
      await expect(establishOwner(text, parts)).rejects.toThrow(
        `Cannot start with this TUTTI_OWNER_KEY: it is a key of the caller "${caller}"`,
      );
    }
    await expect(establish('the owner key')).rejects.toThrow(
      'Cannot start with this TUTTI_API_KEY: it is the owner key',
    );
  });

  it('makes no key where somebody can call already', async () => {
    const { directory, keyRing } = house;
    const ignore = () => undefined;
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    expect(await establishFirstCaller(undefined, { directory, keyRing, log })).toBeUndefined();
    const fresh = await openHouse({ world: createWorld() });
    await establishLocalCaller(undefined, fresh);
    const made = await establishFirstCaller(undefined, { ...fresh, log });
    expect(fresh.directory.authenticate(made ?? '')?.caller.name).toBe('first');
    await fresh.close();
  });
});

async function freshHouse() {
  const fresh = await openHouse({ world: createWorld() });
  onTestFinished(() => fresh.close());
  const { directory, keyRing } = fresh;
  const ignore = () => undefined;
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return {
    house: fresh,
    directory,
    keyRing,
    establish: (configured: string | undefined) =>
      establishFirstCaller(configured, { directory, keyRing, log }),
  };
}
