import { describe, expect, it } from 'vitest';
import { isOurAddress, namesResource, oauthSiteOf } from './oauth-site.ts';

const publicUrl = 'https://home.example/tutti';

describe('oauthSiteOf', () => {
  it('is where public_url says, with its path', () => {
    expect(oauthSiteOf('Home.Example', publicUrl)).toEqual({
      issuer: publicUrl,
      host: 'home.example',
      base: '/tutti',
      isHttps: true,
      resource: `${publicUrl}/mcp`,
    });
  });

  it.each(['localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'localhost'])(
    'is on this machine, under the name that is used: %s',
    (host) => {
      expect(oauthSiteOf(host, publicUrl)?.issuer).toBe(`http://${host}`);
      expect(oauthSiteOf(host, undefined)?.resource).toBe(`http://${host}/mcp`);
    },
  );

  it.each([
    ['evil.example', publicUrl],
    ['192.168.1.5:8000', undefined],
    ['localhost.evil.example', undefined],
    ['localhost:8000@evil.example', undefined],
    ['', publicUrl],
    [undefined, publicUrl],
    ['plain.example', 'http://plain.example'],
  ])('is not at %s (public_url: %s)', (host, url) => {
    expect(oauthSiteOf(host, url)).toBeUndefined();
  });
});

describe('isOurAddress', () => {
  it.each([`${publicUrl}/mcp`, 'http://localhost:8000/mcp', 'http://[::1]/mcp'])(
    '%s',
    (address) => {
      expect(isOurAddress(address, publicUrl)).toBe(true);
    },
  );

  it.each([
    'https://home.example/mcp',
    'https://other.example/tutti/mcp',
    'http://localhost:8000/mcp/other',
    'https://localhost:8000/mcp',
    'undefined/mcp2',
    '',
  ])('not %s', (address) => {
    expect(isOurAddress(address, publicUrl)).toBe(false);
  });
});

describe('namesResource', () => {
  const site = oauthSiteOf('home.example', publicUrl);

  it.each([publicUrl, `${publicUrl}/`, `${publicUrl}/mcp`, `${publicUrl}/mcp/`])('%s', (name) => {
    expect(site && namesResource(site, name)).toBe(true);
  });

  it.each(['https://home.example', 'https://evil.example/mcp', `${publicUrl}/mcp/x`])(
    'not %s',
    (name) => {
      expect(site && namesResource(site, name)).toBe(false);
    },
  );
});
