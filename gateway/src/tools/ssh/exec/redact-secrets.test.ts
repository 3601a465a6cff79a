import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { redactSecrets } from './redact-secrets.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
const [, secret = ''] = pem.split('\n');
const none = () => new Set<string>();

describe('redactSecrets', () => {
  it('leaves text without keys as it is', () => {
    const text = `total 4\n${randomBytes(60).toString('base64')}\n-----BEGIN CERTIFICATE-----\nabc`;
    expect(redactSecrets(text, none)).toBe(text);
  });

  it('takes a private key out, and keeps what is around it', () => {
    expect(redactSecrets(`before\n${pem}after`, none)).toBe('before\n[private key removed]\nafter');
  });

  it('takes out what is left of a key that was cut', () => {
    expect(redactSecrets(pem.slice(0, 60), none)).toBe('[private key removed]');
  });

  it.each([0, 1, 2])('takes out a key in base64, %i bytes into the text', (offset) => {
    const encoded = Buffer.from('#'.repeat(offset) + pem).toString('base64');
    const wrapped = encoded.replaceAll(/.{76}/g, '$&\n');
    for (const text of [encoded, wrapped]) {
      const shown = redactSecrets(text, none);
      expect(shown).toContain('[private key removed]');
      expect(Buffer.from(shown, 'base64').toString()).not.toContain(secret.slice(0, 20));
    }
  });

  it('keeps a certificate in base64', () => {
    const encoded = Buffer.from(`-----BEGIN CERTIFICATE-----\n${secret}`).toString('base64');
    expect(redactSecrets(encoded, none)).toBe(encoded);
  });

  it('takes out single lines of our own keys', () => {
    expect(redactSecrets(`line 2: ${secret}\n`, () => new Set([secret]))).toBe(
      'line 2: [private key removed]\n',
    );
  });

  it('takes out the private lines of a PuTTY key', () => {
    const text = `Private-Lines: 2\n${'A'.repeat(64)}\n${'B'.repeat(20)}=\nPrivate-MAC: 12`;
    expect(redactSecrets(text, none)).toBe('[private key removed]\nPrivate-MAC: 12');
  });
});
