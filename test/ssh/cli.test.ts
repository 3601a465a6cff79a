import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, tutti } from '../e2e/support/tutti.ts';
import { makeKey, me, sshdPath, startSshServer, type SshServer } from './support/ssh-server.ts';

describe.skipIf(sshdPath === undefined)('tutti ssh', () => {
  let server: SshServer;
  let folder: string;
  let config: string;

  beforeAll(async () => {
    server = await startSshServer();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-ssh-cli-'));
    config = path.join(folder, 'tutti.yaml');
    writeFileSync(config, '# mine\nlog_level: warn # quiet\n');
    return () => rmSync(folder, { recursive: true });
  });
  afterAll(() => server.stop());

  const env = () => ({ TUTTI_CONFIG: config, TUTTI_DATA_DIR: path.join(folder, 'data') });
  const target = () => `${me}@127.0.0.1:${server.port}`;
  const add = (...more: string[]) =>
    tutti(['ssh', 'add', 'box', target(), '--key-file', server.userKey, ...more], { env: env() });

  it('shows the fingerprint, and writes nothing where nobody can be asked', async () => {
    const { code, err } = await add();
    expect(code).toBe(1);
    expect(err).toContain(`${server.fingerprint} (ssh-ed25519)`);
    expect(err).toContain('Nobody said that this is the key of that host');
    expect((await add('--yes')).code).toBe(1);
    expect(readFileSync(config, 'utf8')).toBe('# mine\nlog_level: warn # quiet\n');
    expect(server.log()).not.toMatch(/userauth|Accepted|Failed/);
  });

  it('writes nothing where the fingerprint is another', async () => {
    const { code, err } = await add('--yes', '--fingerprint', `SHA256:${'x'.repeat(43)}`);
    expect(code).toBe(1);
    expect(err).toContain('This is not the key with the fingerprint SHA256:xxx');
    expect(readFileSync(config, 'utf8')).not.toContain('ssh:');
  });

  it('adds a host that a running gateway reaches at once', async () => {
    const gateway = await startGateway({ env: { TUTTI_CONFIG: config } });
    const beside = { env: gateway.env };
    try {
      const { code, out, err } = await tutti(addWords('box', server, server.userKey), beside);
      expect({ code, out: out.trim() }).toEqual({ code: 0, out: `Added box to ${config}.` });
      expect(err).toContain('The running gateway was told to read its configuration again');
      const text = readFileSync(config, 'utf8');
      expect(text).toMatch(/^# mine\nlog_level: warn # quiet\nssh:\n {2}hosts:\n {4}box:\n/);
      await gateway.process.printed('changed: ssh');
      const called = await tutti(['call', 'ssh.exec.peek', 'command=uname -s', '--json'], beside);
      expect(JSON.parse(called.out)).toMatchObject({ result: { stdout: 'Linux\n', host: 'box' } });
      const listed = await tutti(['ssh', 'hosts'], beside);
      expect(listed.out).toContain(`127.0.0.1:${server.port}`);
      expect(listed.out).toContain(server.fingerprint);
    } finally {
      await gateway.stop();
    }
  });

  it('refuses a name that is taken, before it asks the host', async () => {
    await add('--yes', '--fingerprint', server.fingerprint);
    const { code, err } = await add('--yes', '--fingerprint', server.fingerprint);
    expect(code).toBe(1);
    expect(err).toContain('there is a host "box" already');
  });

  it.each(['-oProxyCommand=x', 'root@-oProxyCommand=x', 'box'])(
    'refuses %s as a place',
    async (place) => {
      const { code } = await tutti(['ssh', 'add', 'box', '--', place], { env: env() });
      expect(code).toBe(1);
      expect(readFileSync(config, 'utf8')).not.toContain('ssh:');
    },
  );

  it('fetches the key of a host behind a jump host', async () => {
    const behind = await startSshServer();
    try {
      await add('--yes', '--fingerprint', server.fingerprint);
      const { code } = await tutti(
        [...addWords('inner', behind, behind.userKey), '--jump', 'box'],
        { env: env() },
      );
      expect(code).toBe(0);
      expect(readFileSync(config, 'utf8')).toContain('jump: box');
    } finally {
      await behind.stop();
    }
  });

  it('has doctor look at the keys of each host', async () => {
    const keyFile = makeKey(path.join(folder, 'loose'));
    chmodSync(keyFile, 0o644);
    await tutti(addWords('box', server, keyFile), { env: env() });
    const { out } = await tutti(['doctor'], { env: env() });
    expect(out).toContain('others on this machine can reach it');
    chmodSync(keyFile, 0o600);
    expect((await tutti(['doctor'], { env: env() })).out).toContain('keys are in place for box');
  });
});

function addWords(name: string, to: SshServer, keyFile: string): readonly string[] {
  const place = `${me}@127.0.0.1:${to.port}`;
  const login = ['--key-file', keyFile];
  return ['ssh', 'add', name, place, ...login, '--yes', '--fingerprint', to.fingerprint];
}
