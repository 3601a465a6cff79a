import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds } from '../platform/ids.ts';
import { buildApiKey, createSecretHasher, mayBeApiKey } from './api-key.ts';

const random = fc.uint8Array({ minLength: 32, maxLength: 32 });
const newId = createIds(() => 1_700_000_000_000);

describe('buildApiKey', () => {
  it('names its id and looks like one of ours', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const id = newId('key');
        const key = buildApiKey(id, bytes);
        expect(key).toMatch(new RegExp(`^tutti_${id.slice('key_'.length)}_[0-9A-Za-z]{38}$`));
        expect(mayBeApiKey(key)).toBe(true);
      }),
    );
  });

  it('makes another key of other random bytes', () => {
    const id = newId('key');
    const a = buildApiKey(id, new Uint8Array(32).fill(1));
    expect(buildApiKey(id, new Uint8Array(32).fill(2))).not.toBe(a);
  });
});

describe('mayBeApiKey', () => {
  it('tells a key with one character changed from a whole one', () => {
    fc.assert(
      fc.property(
        random,
        fc.nat(),
        fc.constantFrom('0', '9', 'A', 'Z', 'a', 'z'),
        (bytes, seed, other) => {
          const key = buildApiKey(newId('key'), bytes);
          const at = 'tutti_'.length + 27 + (seed % 38);
          fc.pre(key[at] !== other);
          expect(mayBeApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  it('tells a key that was cut', () => {
    const key = buildApiKey(newId('key'), new Uint8Array(32).fill(7));
    expect(mayBeApiKey(key.slice(0, -1))).toBe(false);
  });

  it.each([
    'secret',
    '',
    'tutti_',
    'tutti_dev_key',
    'tutti_my_own_long_key_0123456789',
    'x'.repeat(500),
  ])('lets %j be a key that the owner chose', (chosen) => {
    expect(mayBeApiKey(chosen)).toBe(true);
  });
});

describe('createSecretHasher', () => {
  it('gives the same hash for the same secret, pepper and purpose only', () => {
    const hash = createSecretHasher(new Uint8Array([1]), 'key');
    expect(hash('a')).toBe(hash('a'));
    expect(hash('b')).not.toBe(hash('a'));
    expect(createSecretHasher(new Uint8Array([2]), 'key')('a')).not.toBe(hash('a'));
    expect(createSecretHasher(new Uint8Array([1]), 'confirm')('a')).not.toBe(hash('a'));
  });
});
