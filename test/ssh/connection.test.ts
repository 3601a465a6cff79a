import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchHostKey } from '../../gateway/src/tools/ssh/connection/fetch-host-key.ts';
import { hostOf, isRunning, reach, settingsOf, type Reach } from './support/on-server.ts';
import {
  fingerprintOf,
  freePort,
  makeKey,
  me,
  sshdPath,
  startSshServer,
  type SshServer,
} from './support/ssh-server.ts';

const refused = (code: string, words = ''): unknown =>
  expect.objectContaining({
    code,
    retryable: true,
    message: expect.stringContaining(words) as unknown,
  });

describe.skipIf(sshdPath === undefined)('a connection to an OpenSSH server', () => {
  let server: SshServer;
  let open: Reach[] = [];
  const reached = (...given: Parameters<typeof reach>): Reach => {
    const made = reach(...given);
    open.push(made);
    return made;
  };
  const box = (changes = {}, times = {}) =>
    reached(settingsOf({ box: hostOf(server, changes) }, times));

  beforeAll(async () => {
    server = await startSshServer();
  });
  afterEach(async () => {
    await Promise.all(open.map((one) => one.stop()));
    open = [];
  });
  afterAll(() => server.stop());

  describe('and the key of the host', () => {
    it('is known by a pinned fingerprint', async () => {
      expect(await box().run('echo hello')).toMatchObject({ exit_code: 0, stdout: 'hello\n' });
    });

    it('is known by a known_hosts file, plain or hashed', async () => {
      const { port, publicKey, file } = server;
      const knownHostsFile = file('known_hosts');
      writeFileSync(knownHostsFile, `# mine\n[127.0.0.1]:${port} ${publicKey}\n`);
      expect(await box({ fingerprints: [], knownHostsFile }).run('true')).toMatchObject({
        exit_code: 0,
      });
      execFileSync('ssh-keygen', ['-q', '-H', '-f', knownHostsFile], { stdio: 'ignore' });
      expect(readFileSync(knownHostsFile, 'utf8')).toContain('|1|');
      expect(await box({ fingerprints: [], knownHostsFile }).run('true')).toMatchObject({
        exit_code: 0,
      });
    });

    it.each([
      ['an empty known_hosts file', '', 'has no entry for'],
      ['a known_hosts file of another port', '127.0.0.1 KEY', 'has no entry for'],
      ['a certificate authority', '@cert-authority * KEY', 'certificates are not supported'],
    ])('is refused where there is only %s', async (_, text, words) => {
      const knownHostsFile = server.file('other_hosts');
      writeFileSync(knownHostsFile, text.replace('KEY', server.publicKey));
      const asked = box({ fingerprints: [], knownHostsFile }).run('true');
      await expect(asked).rejects.toEqual(refused('host_key_unknown', words));
    });

    it('is refused once it is revoked, however it is pinned', async () => {
      const knownHostsFile = server.file('revoked_hosts');
      writeFileSync(knownHostsFile, `@revoked * ${server.publicKey}\n`);
      await expect(box({ knownHostsFile }).run('true')).rejects.toEqual(
        refused('host_key_changed', 'revoked key'),
      );
    });

    it('is refused before any authentication where it has changed', async () => {
      const other = await startSshServer();
      try {
        const old = other.fingerprint;
        const now = await other.changeHostKey();
        const asked = reached(settingsOf({ box: hostOf(other, { fingerprints: [old] }) })).run(
          'true',
        );
        await expect(asked).rejects.toMatchObject({
          code: 'host_key_changed',
          retryable: true,
          details: { shown: now, on_record: [old] },
        });
        await sleep(200);
        expect(other.log()).toMatch(/Connection (closed|reset)|preauth/);
        expect(other.log()).not.toMatch(/userauth|Accepted|Failed|Postponed/);
      } finally {
        await other.stop();
      }
    });

    it('is fetched without any authentication', async () => {
      const other = await startSshServer();
      try {
        expect(
          await fetchHostKey({ address: '127.0.0.1', port: other.port }, { timeoutMs: 5000 }),
        ).toEqual({
          type: 'ssh-ed25519',
          fingerprint: other.fingerprint,
        });
        await sleep(200);
        expect(other.log()).not.toMatch(/userauth|Accepted|Failed|Postponed/);
      } finally {
        await other.stop();
      }
    });
  });

  describe('and the login', () => {
    it.each([0o644, 0o640, 0o604])('refuses a key file with the rights %o', async (mode) => {
      const keyFile = server.file(`loose-${mode}`);
      copyFileSync(server.userKey, keyFile);
      chmodSync(keyFile, mode);
      await expect(box({ login: { keyFile } }).run('true')).rejects.toEqual(
        refused('ssh_key_unusable', 'others on this machine can reach it'),
      );
    });

    it('says that a key file is missing, or no key', async () => {
      await expect(box({ login: { keyFile: '/nowhere/key' } }).run('true')).rejects.toEqual(
        refused('ssh_key_unusable', 'ENOENT'),
      );
      const keyFile = server.file('no-key');
      writeFileSync(keyFile, 'not a key', { mode: 0o600 });
      await expect(box({ login: { keyFile } }).run('true')).rejects.toEqual(
        refused('ssh_key_unusable', 'cannot be read as a key'),
      );
    });

    it('opens a key with its passphrase', async () => {
      const keyFile = makeKey(server.file('locked'), 'a passphrase');
      writeFileSync(server.file('authorized_keys'), readFileSync(`${keyFile}.pub`), { flag: 'a' });
      const right = box({ login: { keyFile, passphrase: 'a passphrase' } });
      expect(await right.run('true')).toMatchObject({ exit_code: 0 });
      await expect(box({ login: { keyFile } }).run('true')).rejects.toEqual(
        refused('ssh_key_unusable'),
      );
    });

    it('is refused with a key that the host does not know', async () => {
      const keyFile = makeKey(server.file('stranger'));
      await expect(box({ login: { keyFile } }).run('true')).rejects.toEqual(
        refused('ssh_auth_failed'),
      );
    });

    it('uses an agent, and never forwards it', async () => {
      const agent = server.file('agent.sock');
      const process = spawn('ssh-agent', ['-D', '-a', agent], { stdio: 'ignore' });
      while (!existsSync(agent)) await sleep(20);
      try {
        const SSH_AUTH_SOCK = agent;
        execFileSync('ssh-add', ['-q', server.userKey], {
          env: { ...globalThis.process.env, SSH_AUTH_SOCK },
        });
        const ran = await box({ login: { agent } }).run('env');
        expect(ran.exit_code).toBe(0);
        expect(server.log()).toContain('Accepted publickey');
        expect(server.log()).not.toContain('auth-agent-req');
      } finally {
        process.kill();
      }
    });

    it('takes the way over a jump host, whose key is verified as well', async () => {
      const behind = await startSshServer();
      try {
        const hosts = { gate: hostOf(server), inner: hostOf(behind, { jump: 'gate' }) };
        const ran = await reached(settingsOf(hosts)).run('echo $SSH_CONNECTION inside', {
          host: 'inner',
        });
        expect(ran.stdout).toContain('inside');
        expect(server.log()).toContain('direct-tcpip');
        const badGate = { ...hosts, gate: hostOf(server, { fingerprints: [behind.fingerprint] }) };
        await expect(reached(settingsOf(badGate)).run('true', { host: 'inner' })).rejects.toEqual(
          refused('host_key_changed', 'Host "gate"'),
        );
        const badInner = {
          ...hosts,
          inner: hostOf(behind, { jump: 'gate', fingerprints: [server.fingerprint] }),
        };
        await expect(reached(settingsOf(badInner)).run('true', { host: 'inner' })).rejects.toEqual(
          refused('host_key_changed', 'Host "inner"'),
        );
      } finally {
        await behind.stop();
      }
    });
  });

  describe('and what runs on it', () => {
    it('gives exit code, both streams, and what ran', async () => {
      const ran = await box().run('echo out; echo err >&2; exit 3');
      expect(ran).toMatchObject({
        exit_code: 3,
        stdout: 'out\n',
        stderr: 'err\n',
        host: 'box',
        user: me,
        command: 'echo out; echo err >&2; exit 3',
        assurance: 'classified',
        truncated: false,
      });
    });

    it('tells by which signal it ended', async () => {
      expect(await box().run('kill -TERM $$; sleep 9')).toMatchObject({
        exit_code: null,
        signal: 'SIGTERM',
      });
    });

    it('has no input, and a known environment', async () => {
      const ran = await box().run('cat; env');
      expect(ran.stdout).toMatch(/^PATH=\/usr\/sbin:\/usr\/bin:\/sbin:\/bin$/m);
      expect(ran.stdout).not.toContain('SSH_CONNECTION');
    });

    it('keeps a megabyte of a stream and counts the rest', async () => {
      const ran = await box().run('yes ä | head -c 3000000', { onlyReads: false });
      expect(ran).toMatchObject({ exit_code: 0, truncated: true, stdout_bytes: 3_000_000 });
      expect(Buffer.byteLength(ran.stdout)).toBeLessThanOrEqual(1024 * 1024);
    });

    it('ends a read that says more than anybody would read', async () => {
      const marker = 'tutti-endless-read';
      const ran = await box().run(`yes ${marker}`);
      expect(ran).toMatchObject({ exit_code: null, truncated: true });
      expect(isRunning(`yes ${marker}`)).toBe(false);
    });

    it('reports its progress by its latest line', async () => {
      const shown: string[] = [];
      await box().run('for n in 1 2 3; do echo line $n; sleep 0.3; done', {
        progress: ({ message }) => void shown.push(message ?? ''),
      });
      expect(shown.length).toBeGreaterThan(1);
      expect(shown[0]).toBe('7 bytes: line 1');
    });

    it('never shows the private keys that it is reached with', async () => {
      const ran = await box().run(
        `cat ${server.userKey}; base64 ${server.userKey}; sed -n 3p ${server.userKey}`,
      );
      const lines = readFileSync(server.userKey, 'utf8').split('\n');
      for (const line of [lines[2], lines[3], lines[4]]) {
        if (line !== undefined && line.length > 20) expect(ran.stdout).not.toContain(line);
      }
      expect(ran.stdout).not.toMatch(/[A-Za-z0-9+/]{50}/);
      expect(ran.stdout).toContain('[private key removed]');
    });
  });

  describe('and how it ends', () => {
    it.each([
      ['plainly', 'sleep 1001'],
      ['in the background', 'sleep 1002 & wait'],
      ['in a session of its own', 'setsid sleep 1003 & wait'],
      ['deaf to signals', "trap '' TERM HUP INT; sleep 1004; sleep 1004"],
    ])('ends on the host when it is cancelled: %s', async (_, command) => {
      const sleeping = /sleep \d+/.exec(command)?.[0] ?? '';
      const controller = new AbortController();
      const asked = box().run(command, { onlyReads: false, signal: controller.signal });
      while (!isRunning(sleeping)) await sleep(20);
      controller.abort();
      await expect(asked).rejects.toThrow('ended on request');
      expect(isRunning(sleeping)).toBe(false);
    });

    it('ends on the host when its time is over', async () => {
      const reading = box().run('sleep 1005', { timeoutMs: 1000 });
      await expect(reading).rejects.toEqual(refused('deadline_exceeded', 'within 1 s'));
      expect(isRunning('sleep 1005')).toBe(false);
      const changing = box().run('sleep 1006', { timeoutMs: 1000, onlyReads: false });
      await expect(changing).rejects.not.toHaveProperty('code');
      expect(isRunning('sleep 1006')).toBe(false);
    });

    it('ends there even where the login shell hangs before the command', async () => {
      const asked = box().run("trap '' TERM; setsid sleep 1007; sleep 1007", {
        timeoutMs: 1000,
        onlyReads: false,
      });
      await expect(asked).rejects.not.toHaveProperty('code');
      while (isRunning('sleep 1007')) await sleep(50);
    }, 15_000);

    it('leaves the outcome of a change open where the connection is lost amid it', async () => {
      const other = await startSshServer();
      const asked = reached(settingsOf({ box: hostOf(other) })).run('sleep 3', {
        onlyReads: false,
      });
      while (!isRunning('sleep 3')) await sleep(20);
      const lost = expect(asked).rejects.not.toHaveProperty('code');
      await other.stop();
      await lost;
    });

    it('runs nothing that was cancelled before it was sent', async () => {
      const file = server.file('never');
      const asked = box().run(`touch ${file}`, { onlyReads: false, signal: AbortSignal.abort() });
      await expect(asked).rejects.toThrow('ended on request');
      expect(existsSync(file)).toBe(false);
    });
  });

  describe('and its pool', () => {
    const logins = () => server.log().split('Accepted publickey').length - 1;

    it('uses one connection for many commands', async () => {
      const before = logins();
      const { run } = box();
      await run('true');
      await Promise.all(Array.from({ length: 8 }, () => run('true')));
      expect(logins() - before).toBe(1);
    });

    it('takes forty commands at once, with few connections', async () => {
      const before = logins();
      const { run } = box();
      const all = await Promise.all(
        Array.from({ length: 40 }, (_, n) => run(`sleep 0.2; echo ${n}`)),
      );
      expect(all.map(({ stdout }) => Number(stdout))).toEqual(
        Array.from({ length: 40 }, (_, n) => n),
      );
      expect(logins() - before).toBeLessThanOrEqual(6);
    });

    it('gets along with a host that takes one session at a time', async () => {
      const other = await startSshServer({ config: ['MaxSessions 1'] });
      try {
        const { run } = reached(settingsOf({ box: hostOf(other) }));
        const all = await Promise.all([1, 2, 3].map((n) => run(`echo ${n}`, { onlyReads: false })));
        expect(all.map(({ exit_code: code }) => code)).toEqual([0, 0, 0]);
      } finally {
        await other.stop();
      }
    });

    it('closes a connection that nobody uses', async () => {
      const { run } = box({}, { idleMs: 100 });
      const before = logins();
      await run('true');
      await sleep(400);
      await run('true');
      expect(logins() - before).toBe(2);
    });

    it('opens another one where the host was restarted meanwhile', async () => {
      const other = await startSshServer();
      try {
        const { run } = reached(settingsOf({ box: hostOf(other) }));
        await run('true');
        await other.restart();
        expect(await run('echo again', { onlyReads: false })).toMatchObject({ stdout: 'again\n' });
      } finally {
        await other.stop();
      }
    });

    it('is not held up by a host that does not answer', async () => {
      const silent = createServer(() => undefined);
      const port = await freePort();
      silent.listen(port, '127.0.0.1');
      const { run } = reached(
        settingsOf(
          { deaf: hostOf(server, { port }), box: hostOf(server) },
          { connectTimeoutMs: 1500 },
        ),
      );
      const waiting = Promise.allSettled(
        Array.from({ length: 50 }, () => run('true', { host: 'deaf' })),
      );
      const startedAt = performance.now();
      await run('true', { host: 'box' });
      expect(performance.now() - startedAt).toBeLessThan(1000);
      for (const asked of await waiting) {
        expect(asked).toMatchObject({ reason: { code: 'ssh_unreachable', retryable: true } });
      }
      silent.close();
    });

    it('says that nobody listens', async () => {
      const port = await freePort();
      await expect(box({ port }).run('true')).rejects.toEqual(refused('ssh_unreachable'));
    });

    it('knows a host that was set up anew as another one', async () => {
      let pinned = server.fingerprint;
      const { run } = reached(() =>
        settingsOf({ box: hostOf(server, { fingerprints: [pinned] }) }),
      );
      await run('true');
      pinned = fingerprintOf(server.userKey);
      await expect(run('true')).rejects.toEqual(refused('host_key_changed'));
    });
  });
});
