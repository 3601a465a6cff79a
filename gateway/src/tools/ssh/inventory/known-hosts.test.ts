import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './host-key.ts';
import { findKnownKeys } from './known-hosts.ts';

const blob = (type: string, fill: number): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(type.length);
  return Buffer.concat([head, Buffer.from(type), Buffer.alloc(32, fill)]);
};
const ed25519 = blob('ssh-ed25519', 1);
const rsa = blob('ssh-rsa', 2);
const line = (names: string, key = ed25519, type = 'ssh-ed25519') =>
  `${names} ${type} ${key.toString('base64')} a comment`;
const hashed = (name: string) => {
  const salt = Buffer.alloc(20, 7);
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
};
const box = { address: 'box.lan', port: 22 };
const found = (text: string, host = box) =>
  findKnownKeys(text, host).keys.map(({ fingerprint }) => fingerprint);

describe('findKnownKeys', () => {
  it.each([
    ['its name', 'box.lan', box],
    ['its name in other letters', 'BOX.lan', { ...box, address: 'Box.LAN' }],
    ['one of several names', 'a,box.lan,10.0.0.5', box],
    ['a pattern', '*.lan', box],
    ['a pattern of one character', 'bo?.lan', box],
    ['its name with a port', '[box.lan]:2222', { ...box, port: 2222 }],
    ['a hashed name', hashed('box.lan'), box],
    ['a hashed name with a port', hashed('[box.lan]:2222'), { ...box, port: 2222 }],
    ['an address', '2001:db8::1', { address: '2001:db8::1', port: 22 }],
  ])('finds a host by %s', (_, names, host) => {
    expect(found(line(names), host)).toEqual([fingerprintOf(ed25519)]);
  });

  it.each([
    ['another name', 'box.land', box],
    ['a name that a dot could stand for', 'boxxlan', box],
    ['its name on another port', 'box.lan', { ...box, port: 2222 }],
    ['a pattern that is taken back', '*.lan,!box.lan', box],
    ['the hash of another name', hashed('vault.lan'), box],
    ['a hash that is broken', '|1|abc', box],
  ])('does not take %s for it', (_, names, host) => {
    expect(found(line(names), host)).toEqual([]);
  });

  it('gives all keys of a host with their types', () => {
    const text = `# comment\n\n${line('box.lan')}\r\n${line('box.lan', rsa, 'ssh-rsa')}\n`;
    expect(findKnownKeys(text, box).keys.map(({ type }) => type)).toEqual([
      'ssh-ed25519',
      'ssh-rsa',
    ]);
  });

  it('leaves lines out that are broken', () => {
    expect(found(`box.lan\nbox.lan ssh-ed25519\n${line('box.lan', ed25519, 'ssh-rsa')}`)).toEqual(
      [],
    );
  });

  it('tells revoked keys and authorities from keys that count', () => {
    const text = `@revoked ${line('*')}\n@cert-authority ${line('*.lan')}\n@unheard-of ${line('*')}`;
    expect(findKnownKeys(text, box)).toEqual({
      keys: [],
      revoked: [fingerprintOf(ed25519)],
      byAuthority: true,
    });
  });
});
