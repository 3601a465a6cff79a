import { describe, expect, it } from 'vitest';
import { parseAllowedHost } from './allowed-host.ts';

describe('parseAllowedHost', () => {
  it.each([
    ['hooks.example.org', { host: 'hooks.example.org' }],
    ['Hooks.Example.org.', { host: 'hooks.example.org' }],
    ['hooks.example.org:8443', { host: 'hooks.example.org', port: 8443 }],
    ['10.0.0.5:9000', { host: '10.0.0.5', port: 9000 }],
    ['::1', { host: '[::1]' }],
    ['[fd00::5]:80', { host: '[fd00::5]', port: 80 }],
    ['bücher.example', { host: 'xn--bcher-kva.example' }],
    ['localhost', { host: 'localhost' }],
  ])('reads %j', (entry, host) => {
    expect(parseAllowedHost(entry)).toEqual({ port: undefined, ...host });
  });

  it.each([
    '',
    'https://hooks.example.org',
    'hooks.example.org/path',
    'hooks.example.org:',
    'hooks.example.org:http',
    'hooks.example.org:0',
    'hooks.example.org:65536',
    '*',
    '*.example.org',
    'user@hooks.example.org',
    'hooks example.org',
    '10.0.0.256',
    'fd00::5:80:',
    '[::1',
  ])('does not read %j', (entry) => {
    expect(parseAllowedHost(entry)).toBeUndefined();
  });
});
