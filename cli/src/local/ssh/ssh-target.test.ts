import { describe, expect, it } from 'vitest';
import { sshTarget } from './ssh-target.ts';

describe('sshTarget', () => {
  it.each([
    ['ops@box', { user: 'ops', address: 'box', port: 22 }],
    ['ops@10.0.0.5:2222', { user: 'ops', address: '10.0.0.5', port: 2222 }],
    ['root@[2001:db8::1]:22', { user: 'root', address: '2001:db8::1', port: 22 }],
  ])('reads %s', (written, target) => {
    expect(sshTarget(written)).toEqual(target);
  });

  it.each([
    'box',
    'ops@',
    '@box',
    'ops@-oProxyCommand=x',
    '-l@box',
    'ops@box:0',
    'ops@b c',
    'a@b@c',
  ])('refuses %s', (written) => {
    expect(() => sshTarget(written)).toThrow('Cannot read');
  });
});
