import { describe, expect, it } from 'vitest';
import { addHost } from './add-host.ts';
import { parseConfig } from './parse-config.ts';
import { starterConfig } from './starter-config.ts';

const host = {
  address: '10.0.0.5',
  user: 'ops',
  key_file: '~/.ssh/id_ed25519',
  fingerprint: `SHA256:${'a'.repeat(43)}`,
};
const added = (text: string, name = 'box') => addHost(text, { file: 'tutti.yaml', name, host });
const hostsOf = (text: string, env = {}) =>
  Object.keys(parseConfig({ text, file: 'tutti.yaml', env }).ssh.hosts);

describe('addHost', () => {
  it.each([
    ['an empty file', ''],
    ['the file that "tutti init" writes', starterConfig()],
    ['a file without the section', 'port: 8001\n'],
    ['an empty section', 'ssh:\n'],
    ['a section without hosts', 'ssh:\n  idle_s: 5\n'],
    ['an empty list of hosts', 'ssh:\n  hosts:\n'],
    ['hosts in braces', `ssh: {hosts: {old: ${JSON.stringify(host)}}}\n`],
  ])('puts a host into %s', (_, text) => {
    expect(hostsOf(added(text))).toContain('box');
  });

  it('keeps comments, variables and the hosts that are there', () => {
    const text = `# mine
public_url: \${URL} # where others reach it
ssh:
  # at home
  hosts:
    old: {address: a, user: o, agent: \${SOCK}, fingerprint: "${host.fingerprint}"} # the first
`;
    const changed = added(text);
    for (const kept of ['# mine', '${URL} # where others reach it', '# at home', '# the first']) {
      expect(changed).toContain(kept);
    }
    expect(changed).toContain('agent: ${SOCK}');
    expect(hostsOf(changed, { URL: 'https://x.example', SOCK: '/s' })).toEqual(['old', 'box']);
  });

  it('refuses a name that is taken, and a file that is no YAML', () => {
    expect(() => added(added(''))).toThrow('there is a host "box" already');
    expect(() => added('a: [')).toThrow('tutti.yaml');
    expect(() => added('- a')).toThrow('must hold fields');
  });
});
