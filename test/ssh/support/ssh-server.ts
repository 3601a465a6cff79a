/** Debian's OpenSSH server on a port of loopback, with keys of its own, for the user who runs the tests. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const sshdPath = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((file) => existsSync(file));

export type SshServer = Awaited<ReturnType<typeof startSshServer>>;

export interface ServerOptions {
  /** Lines of sshd_config beside our own. */
  readonly config?: readonly string[];
  /** What stands before the key in authorized_keys. */
  readonly keyOptions?: string;
  readonly port?: number;
}

export const me = userInfo().username;

export async function startSshServer(options: ServerOptions = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-sshd-'));
  const file = (name: string) => path.join(folder, name);
  const port = options.port ?? (await freePort());
  const hostKey = makeKey(file('host_key'));
  const userKey = makeKey(file('user_key'));
  const prefix = options.keyOptions === undefined ? '' : `${options.keyOptions} `;
  writeFileSync(file('authorized_keys'), `${prefix}${readFileSync(`${userKey}.pub`, 'utf8')}`);
  writeFileSync(
    file('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${file('authorized_keys')}`,
      `PidFile ${file('sshd.pid')}`,
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'StrictModes no',
      'UsePAM no',
      'LogLevel DEBUG1',
      'MaxStartups 100',
      /* So deep, bash leaves ~/.bashrc out, which may take its time. */
      'SetEnv SHLVL=5',
      ...(options.config ?? []),
      '',
    ].join('\n'),
  );
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  let sshd = await run(file, port);

  return {
    folder,
    file,
    port,
    userKey,
    publicKey: readFileSync(`${hostKey}.pub`, 'utf8').trim(),
    fingerprint: fingerprintOf(hostKey),
    log: () => readFileSync(file('log'), 'utf8'),
    /** The server as it is after somebody else took its address. */
    async changeHostKey(): Promise<string> {
      await end(sshd);
      rmSync(hostKey);
      rmSync(`${hostKey}.pub`);
      makeKey(hostKey);
      sshd = await run(file, port);
      return fingerprintOf(hostKey);
    },
    async restart() {
      await end(sshd);
      sshd = await run(file, port);
    },
    /** Ends the server and all its sessions, at once. */
    async crash() {
      await end(sshd);
    },
    async stop() {
      await end(sshd);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run(file: (name: string) => string, port: number): Promise<ChildProcess> {
  writeFileSync(file('log'), '');
  const sshd = spawn(sshdPath ?? '', ['-D', '-f', file('sshd_config'), '-E', file('log')], {
    stdio: 'ignore',
  });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(port)) return sshd;
    await sleep(25);
  }
  throw new Error(`sshd does not listen:\n${readFileSync(file('log'), 'utf8')}`);
}

async function end(sshd: ChildProcess): Promise<void> {
  if (sshd.exitCode !== null || sshd.signalCode !== null) return;
  for (const pid of childrenOf(sshd.pid ?? 0)) killQuietly(pid);
  sshd.kill('SIGKILL');
  await once(sshd, 'exit');
}

function childrenOf(pid: number): number[] {
  try {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], {
      encoding: 'utf8',
    });
    return children.trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return []; // ps says by its exit code that there is none
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

export function makeKey(file: string, passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', file]);
  chmodSync(file, 0o600);
  return file;
}

export function fingerprintOf(keyFile: string): string {
  const line = execFileSync('ssh-keygen', ['-lf', `${keyFile}.pub`], { encoding: 'utf8' });
  return /SHA256:\S+/.exec(line)?.[0] ?? '';
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('data', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
