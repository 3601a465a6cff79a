import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';

const fingerprint = `SHA256:${'a'.repeat(43)}`;
const machine = { platform: 'linux', home: '/home/me', cwd: '/here' } as const;

function parse(ssh: string) {
  return parseConfig({ text: `ssh: ${ssh}`, file: '/etc/tutti/tutti.yaml', env: {}, machine }).ssh;
}

function problemsOf(hosts: string): readonly string[] {
  try {
    parse(`{hosts: {${hosts}}}`);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ message }) => message);
    throw error;
  }
}

const whole = `address: 10.0.0.5, user: ops, key_file: ./keys/ops, fingerprint: "${fingerprint}"`;

describe('ssh in tutti.yaml', () => {
  it('may be left out', () => {
    expect(parseConfig({ env: {}, machine }).ssh.hosts).toEqual({});
  });

  it('takes paths from the folder of the file, and from the home folder', () => {
    const { box } = parse(
      '{hosts: {box: {address: b, user: ops, users: [deploy], key_file: ./ops, known_hosts: ~/.ssh/known_hosts}}}',
    ).hosts;
    expect(box).toEqual({
      address: 'b',
      port: 22,
      user: 'ops',
      users: ['ops', 'deploy'],
      login: { keyFile: '/etc/tutti/ops' },
      knownHostsFile: '/home/me/.ssh/known_hosts',
      fingerprints: [],
    });
  });

  it.each([
    ['without a host key', 'box: {address: b, user: o, key_file: k}', 'must have a fingerprint or'],
    [
      'without a login',
      `box: {address: b, user: o, fingerprint: "${fingerprint}"}`,
      'must have a key_file or an agent',
    ],
    [
      'with a jump host that is not there',
      `box: {${whole}, jump: x}`,
      'ssh.hosts.box.jump must be',
    ],
    ['with a jump host that is itself', `box: {${whole}, jump: box}`, 'leads in a circle'],
    [
      'with an address that is an option',
      `box: {${whole.replace('10.0.0.5', '-oX=y')}}`,
      'address',
    ],
    ['with a user that is an option', `box: {${whole.replace('ops', '-lroot')}}`, 'user must be'],
    ['with a name that is an option', `"-oProxyCommand=x": {${whole}}`, 'must have a name of'],
    [
      'with a fingerprint of the old kind',
      `box: {${whole.replace(fingerprint, 'MD5:aa:bb')}}`,
      'fingerprint',
    ],
    ['with a misspelt field', `box: {${whole}, keyfile: k}`, 'did you mean "key_file"?'],
  ])('refuses a host %s', (_, hosts, words) => {
    const [problem] = problemsOf(hosts);
    expect(problem).toContain(words);
  });
});
