import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { urlVerdict } from './url-verdict.ts';

const kindOf = (url: string, allowed: string[]) => urlVerdict(url, allowed).kind;

describe('urlVerdict', () => {
  it('takes a listed name on any port of the web, and leaves its address to the look-up', () => {
    for (const url of ['https://hooks.example.org/x?y=1', 'http://hooks.example.org:8443/']) {
      expect(kindOf(url, ['hooks.example.org'])).toBe('name');
    }
  });

  it('refuses hosts that are not listed, and those that only look alike', () => {
    for (const host of [
      'example.org',
      'a.hooks.example.org',
      'hooks.example.org.evil.test',
      'xhooks.example.org',
    ]) {
      expect(kindOf(`https://${host}/`, ['hooks.example.org'])).toBe('refused');
    }
    expect(kindOf('https://hooks.example.org/', [])).toBe('refused');
    expect(
      kindOf('https://hooks.example.org/', ['*', '*.example.org', 'https://hooks.example.org']),
    ).toBe('refused');
  });

  it('holds an entry with a port to that port, the default port included', () => {
    expect(kindOf('https://hooks.example.org:8443/', ['hooks.example.org:8443'])).toBe('name');
    expect(kindOf('https://hooks.example.org/', ['hooks.example.org:8443'])).toBe('refused');
    expect(kindOf('https://hooks.example.org/', ['hooks.example.org:443'])).toBe('name');
    expect(kindOf('http://hooks.example.org/', ['hooks.example.org:443'])).toBe('refused');
  });

  it('compares names as the network does: case, trailing dot, punycode, escapes', () => {
    expect(kindOf('https://HOOKS.Example.org./', ['hooks.example.org'])).toBe('name');
    expect(kindOf('https://hooks.example.org/', ['Hooks.Example.ORG.'])).toBe('name');
    expect(kindOf('https://xn--bcher-kva.example/', ['bücher.example'])).toBe('name');
    expect(kindOf('https://h%6Foks.example.org/', ['hooks.example.org'])).toBe('name');
  });

  it('drops the trailing dot before sending, for the certificate is made out without it', () => {
    expect(urlVerdict('https://hooks.example.org./', ['hooks.example.org'])).toMatchObject({
      url: { hostname: 'hooks.example.org' },
    });
  });

  it.each([
    'file:///etc/passwd',
    'gopher://hooks.example.org/',
    'ftp://hooks.example.org/',
    'ws://hooks.example.org/',
    'javascript:alert(1)',
    'data:text/plain,x',
    'https://user@hooks.example.org/',
    'https://user:word@hooks.example.org/',
    'https://hooks.example.org/#x',
    'https://hooks.example.org/#',
    'https://evil.test#@hooks.example.org/',
    'https://evil.test\\@hooks.example.org/',
    'https://evil.test?@hooks.example.org/',
    '//hooks.example.org/',
    'hooks.example.org',
    '',
  ])('refuses %s', (url) => {
    expect(kindOf(url, ['hooks.example.org'])).toBe('refused');
  });

  it.each([22, 25, 110, 6000, 6667, 0])(
    'refuses port %i unless it is listed with the host',
    (port) => {
      const url = `http://hooks.example.org:${port}/`;
      expect(kindOf(url, ['hooks.example.org'])).toBe('refused');
      if (port > 0) expect(kindOf(url, [`hooks.example.org:${port}`])).toBe('name');
    },
  );

  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://①②⑦.⓪.⓪.①/',
    'http://127.0.0.1./',
    'http://127.0.0.1/',
  ])('reads %s as the address that it is', (url) => {
    expect(kindOf(url, ['127.0.0.1'])).toBe('address');
    expect(kindOf(url, ['localhost', 'hooks.example.org', '127.0.0.1:9100'])).toBe('refused');
  });

  it('reads every number as the address that it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x7f000000, max: 0x7fffffff }), (number) => {
        const octets = [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
        const forms = [`${number}`, `0x${number.toString(16)}`, `0${number.toString(8)}`];
        return forms.every((form) => kindOf(`http://${form}/`, [octets.join('.')]) === 'address');
      }),
    );
  });

  it('takes a listed address, with its port or for any', () => {
    expect(kindOf('http://10.0.0.5:9000/', ['10.0.0.5:9000'])).toBe('address');
    expect(kindOf('http://10.0.0.5:9001/', ['10.0.0.5:9000'])).toBe('refused');
    expect(kindOf('http://10.0.0.5:9001/', ['10.0.0.5'])).toBe('address');
    for (const entry of ['fd12::5', '[fd12::5]', '[fd12::5]:9000', '[FD12:0::5]']) {
      expect(kindOf('http://[fd12::5]:9000/', [entry])).toBe('address');
    }
  });

  it('takes an address only as it was listed, not as another form embeds it', () => {
    expect(kindOf('http://[::ffff:10.0.0.5]/', ['10.0.0.5'])).toBe('refused');
    expect(kindOf('http://10.0.0.5/', ['[::ffff:10.0.0.5]'])).toBe('refused');
  });

  it.each([
    '169.254.169.254',
    '[fd00:ec2::254]',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '[::]',
  ])('refuses %s even where it is listed', (host) => {
    expect(kindOf(`http://${host}/`, [host, `${host}:80`])).toBe('refused');
  });

  it('never throws, whatever the text and the list', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
        (url, allowed) => {
          expect(['refused', 'name', 'address']).toContain(kindOf(url, allowed));
          expect(['refused', 'name', 'address']).toContain(
            kindOf(`http://${url}`, [...allowed, url]),
          );
        },
      ),
    );
  });
});
