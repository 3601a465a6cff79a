import { describe, expect, it } from 'vitest';
import { siteOf } from './site.ts';

describe('the gateway as a browser reaches it', () => {
  it('is what public_url says, with passkeys of its name', () => {
    expect(siteOf('tutti.example.org', 'https://tutti.example.org')).toEqual({
      origin: 'https://tutti.example.org',
      base: '',
      isHttps: true,
      party: { id: 'tutti.example.org', origin: 'https://tutti.example.org' },
    });
  });

  it('may stand under a path of its host, and at a port', () => {
    expect(siteOf('home.example.org:8443', 'https://home.example.org:8443/tutti/')).toMatchObject({
      base: '/tutti',
      party: { id: 'home.example.org', origin: 'https://home.example.org:8443' },
    });
  });

  it.each(['http://tutti.example.org', 'https://192.0.2.7', 'https://[2001:db8::1]'])(
    'has no passkeys at %s',
    (publicUrl) => {
      expect(siteOf(new URL(publicUrl).host, publicUrl)).not.toHaveProperty('party');
    },
  );

  it('has passkeys as localhost, and says so at the addresses of this machine', () => {
    expect(siteOf('localhost:8000', undefined)).toEqual({
      origin: 'http://localhost:8000',
      base: '',
      isHttps: false,
      party: { id: 'localhost', origin: 'http://localhost:8000' },
    });
    for (const host of ['127.0.0.1:8000', '[::1]:8000']) {
      const site = siteOf(host, 'https://tutti.example.org');
      expect(site).toMatchObject({ localhost: 'http://localhost:8000' });
      expect(site).not.toHaveProperty('party');
    }
  });

  it('has none where it is reached by another address', () => {
    const site = siteOf('10.0.0.5:8000', undefined);
    expect(site).toEqual({ origin: 'http://10.0.0.5:8000', base: '', isHttps: false });
  });
});
