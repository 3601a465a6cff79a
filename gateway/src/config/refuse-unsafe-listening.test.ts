import { describe, expect, it } from 'vitest';
import { isLoopback, refuseUnsafeListening } from './refuse-unsafe-listening.ts';

describe('refuseUnsafeListening', () => {
  it('lets any key pass on this machine alone', () => {
    expect(refuseUnsafeListening({ host: '127.0.0.1', apiKey: 'k', ownerKey: 'o' })).toEqual([]);
  });

  it('names each key that is too short for a port that others reach', () => {
    const problems = refuseUnsafeListening({ host: '::', apiKey: 'k', ownerKey: 'x'.repeat(31) });
    expect(problems.map(({ field }) => field)).toEqual(['TUTTI_API_KEY', 'TUTTI_OWNER_KEY']);
  });

  it('lets pass keys that are long, or made by the gateway', () => {
    expect(refuseUnsafeListening({ host: '0.0.0.0', apiKey: 'x'.repeat(32) })).toEqual([]);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.9.9.9', 'localhost', 'LOCALHOST', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'knows %s',
    (host) => expect(isLoopback(host)).toBe(true),
  );

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    'example.org',
    'localhost.example.org',
    '127.0.0.1.nip.io',
    '',
  ])('does not trust "%s"', (host) => expect(isLoopback(host)).toBe(false));
});
