import { describe, expect, it } from 'vitest';
import { resolveHost } from './resolve-host.ts';
import type { SshHostSettings, SshSettings } from './ssh-settings.ts';

const host = (changes: Partial<SshHostSettings> = {}): SshHostSettings => ({
  address: '10.0.0.5',
  port: 22,
  user: 'ops',
  users: ['ops', 'deploy'],
  login: { keyFile: '/keys/ops' },
  fingerprints: ['SHA256:one'],
  ...changes,
});
const settings = (hosts: Record<string, SshHostSettings>): SshSettings => ({
  connectTimeoutMs: 1,
  peekTimeoutMs: 1,
  execTimeoutMs: 1,
  idleMs: 1,
  hosts,
});
const one = settings({ box: host() });
const contained = settings({ box: host({ peekAs: { user: 'peek', keyFile: '/keys/peek' } }) });

describe('resolveHost', () => {
  it('takes the only host, and its user, where none is named', () => {
    expect(resolveHost(one, { onlyReads: false })).toMatchObject({
      name: 'box',
      user: 'ops',
      peekOnly: false,
    });
  });

  it('asks for the host where there are several', () => {
    expect(() => resolveHost(settings({ a: host(), b: host() }), { onlyReads: true })).toThrow(
      expect.objectContaining({ code: 'host_unknown', hint: 'Name one of: a, b.' }),
    );
  });

  it('suggests the host whose name is nearest', () => {
    expect(() => resolveHost(one, { host: 'bxo', onlyReads: true })).toThrow(
      expect.objectContaining({
        code: 'host_unknown',
        hint: expect.stringContaining('Did you mean "box"?') as unknown,
      }),
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])('knows no host %s', (name) => {
    expect(() => resolveHost(one, { host: name, onlyReads: true })).toThrow(
      expect.objectContaining({ code: 'host_unknown' }),
    );
  });

  it('takes listed users only', () => {
    expect(resolveHost(one, { user: 'deploy', onlyReads: false }).user).toBe('deploy');
    expect(() => resolveHost(one, { user: 'root', onlyReads: true })).toThrow(
      expect.objectContaining({
        code: 'invalid_inputs',
        hint: expect.stringContaining('ops, deploy') as unknown,
      }),
    );
  });

  it('sends what only reads to the login that can do no more', () => {
    const peek = resolveHost(contained, { onlyReads: true });
    expect(peek).toMatchObject({ user: 'peek', login: { keyFile: '/keys/peek' }, peekOnly: true });
    expect(resolveHost(contained, { user: peek.user, onlyReads: true })).toEqual(peek);
    expect(resolveHost(contained, { user: 'ops', onlyReads: true }).peekOnly).toBe(false);
    expect(resolveHost(contained, { onlyReads: false }).user).toBe('ops');
    expect(() => resolveHost(contained, { user: 'peek', onlyReads: false })).toThrow();
  });

  it('resolves the host that the way there leads over', () => {
    const { jump } = resolveHost(settings({ gate: host(), inner: host({ jump: 'gate' }) }), {
      host: 'inner',
      onlyReads: true,
    });
    expect(jump).toMatchObject({ name: 'gate', user: 'ops' });
  });
});
