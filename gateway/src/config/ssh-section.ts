import path from 'node:path';
import { z } from 'zod';
import { resolveWritten } from './data-folder.ts';
import { wholeNumber } from './whole-number.ts';

/** What `ssh:` in tutti.yaml comes to: every host that can be reached, and how. */
export interface SshConfig {
  readonly connectTimeoutMs: number;
  readonly peekTimeoutMs: number;
  readonly execTimeoutMs: number;
  readonly idleMs: number;
  readonly hosts: Readonly<Record<string, SshHostConfig>>;
}

export interface SshHostConfig {
  readonly address: string;
  readonly port: number;
  /** Used where a call names none. */
  readonly user: string;
  /** All that a call may name, the first of them included. */
  readonly users: readonly string[];
  readonly login: SshLoginConfig;
  readonly knownHostsFile?: string;
  readonly fingerprints: readonly string[];
  /** Name of the host that the way there leads over. */
  readonly jump?: string;
  /** A login that can only read; what surely only reads goes there. */
  readonly peekAs?: SshLoginConfig & { readonly user: string };
}

export interface SshLoginConfig {
  readonly keyFile?: string;
  readonly passphrase?: string;
  /** Path of an agent's socket. */
  readonly agent?: string;
}

const isHostName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const Address = z
  .string()
  .regex(/^[A-Za-z0-9:]([A-Za-z0-9.:%_-]{0,252})$/, 'must be a host name or an IP address')
  .describe('Host name or IP address.');
const UserName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9._-]{0,31}\$?$/, 'must be the name of a user')
  .describe('Name of a user of that host.');
const Fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must look like "SHA256:…", as "ssh-keygen -lf" shows it');

const login = {
  key_file: z.string().min(1).optional().describe('Private key; only you may be able to read it.'),
  passphrase: z
    .string()
    .min(1)
    .optional()
    .describe('Of the private key; write ${NAME} and set that variable.'),
  agent: z
    .string()
    .min(1)
    .optional()
    .describe('Socket of an SSH agent, such as ${SSH_AUTH_SOCK}. It is never forwarded.'),
};

const Host = z.strictObject({
  address: Address,
  port: wholeNumber(1, 65_535).default(22).describe('Port of its SSH server.'),
  user: UserName.describe('User to log in as where a call names none.'),
  users: z.array(UserName).max(100).default([]).describe('Users that a call may name.'),
  ...login,
  known_hosts: z
    .string()
    .min(1)
    .optional()
    .describe('File in the format of ~/.ssh/known_hosts that has the key of this host.'),
  fingerprint: z
    .union([Fingerprint, z.array(Fingerprint).min(1).max(10)])
    .optional()
    .describe('Fingerprint of its host key ("tutti ssh add" fetches it), or a list of them.'),
  jump: z.string().optional().describe('Name of the host that the way there leads over.'),
  peek_as: z
    .strictObject({ user: UserName, ...login })
    .optional()
    .describe('Login that can only read, for all that surely only reads: see docs/ssh.md.'),
});
type Host = z.infer<typeof Host>;

const Hosts = z
  .record(z.string(), Host)
  .default({})
  .superRefine((hosts, context) => {
    for (const [name, host] of Object.entries(hosts)) {
      const refuse = (message: string, ...field: string[]) =>
        context.addIssue({ code: 'custom', path: [name, ...field], message });
      if (!isHostName.test(name)) refuse('must have a name of letters, digits, ".", "_" and "-"');
      if (!hasLogin(host)) refuse('must have a key_file or an agent to log in with');
      if (host.peek_as && !hasLogin(host.peek_as)) {
        refuse('must have a key_file or an agent to log in with', 'peek_as');
      }
      if (host.known_hosts === undefined && host.fingerprint === undefined) {
        refuse('must have a fingerprint or a known_hosts file to know the host by');
      }
      if (host.jump !== undefined) refuseJump(name, hosts, (why) => refuse(why, 'jump'));
    }
  });

/** The `ssh:` section as it is written. */
export const SshSection = z.strictObject({
  connect_timeout_s: wholeNumber(1, 60)
    .default(10)
    .describe('Seconds until a host must have let us in.'),
  peek_timeout_s: wholeNumber(1, 300).default(20).describe('Seconds that ssh.exec.peek may take.'),
  exec_timeout_s: wholeNumber(1, 600).default(60).describe('Seconds that ssh.exec may take.'),
  idle_s: wholeNumber(1, 3600).default(60).describe('Seconds that an unused connection is kept.'),
  hosts: Hosts.describe('The hosts that can be reached, by the name that calls use.'),
});

/** Relative paths count from the folder of the file. */
export function sshConfigOf(
  section: z.infer<typeof SshSection>,
  place: { readonly from: string; readonly home: string },
): SshConfig {
  const hosts = Object.entries(section.hosts).map(([name, host]) => [name, hostOf(host, place)]);
  return {
    connectTimeoutMs: section.connect_timeout_s * 1000,
    peekTimeoutMs: section.peek_timeout_s * 1000,
    execTimeoutMs: section.exec_timeout_s * 1000,
    idleMs: section.idle_s * 1000,
    hosts: Object.fromEntries(hosts) as Record<string, SshHostConfig>,
  };
}

function hostOf(host: Host, place: { from: string; home: string }): SshHostConfig {
  const { address, port, user, users, fingerprint, jump, peek_as: peekAs } = host;
  return {
    address,
    port,
    user,
    users: [...new Set([user, ...users])],
    login: loginOf(host, place),
    ...(host.known_hosts !== undefined && {
      knownHostsFile: path.normalize(resolveWritten(host.known_hosts, place)),
    }),
    fingerprints: fingerprint === undefined ? [] : [fingerprint].flat(),
    ...(jump !== undefined && { jump }),
    ...(peekAs && { peekAs: { user: peekAs.user, ...loginOf(peekAs, place) } }),
  };
}

type Login = Pick<Host, 'key_file' | 'passphrase' | 'agent'>;

function loginOf(
  { key_file: keyFile, passphrase, agent }: Login,
  place: { from: string; home: string },
): SshLoginConfig {
  return {
    ...(keyFile !== undefined && { keyFile: resolveWritten(keyFile, place) }),
    ...(passphrase !== undefined && { passphrase }),
    ...(agent !== undefined && { agent: resolveWritten(agent, place) }),
  };
}

function hasLogin({ key_file: keyFile, agent }: Login): boolean {
  return keyFile !== undefined || agent !== undefined;
}

function refuseJump(
  name: string,
  hosts: Readonly<Record<string, Host>>,
  refuse: (why: string) => void,
): void {
  const passed = new Set([name]);
  for (let next = hosts[name]?.jump; next !== undefined; next = hosts[next]?.jump) {
    if (!Object.hasOwn(hosts, next)) return refuse('must be the name of another host of this list');
    if (passed.has(next)) return refuse('leads in a circle');
    passed.add(next);
  }
}
