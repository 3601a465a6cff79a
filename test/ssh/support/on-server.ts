/** What a call needs to reach a test server, without the rest of the gateway. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  createConnectionPool,
  type ConnectionPool,
} from '../../../gateway/src/tools/ssh/connection/connection-pool.ts';
import { createOwnKeyLines } from '../../../gateway/src/tools/ssh/exec/own-key-lines.ts';
import { resolveHost } from '../../../gateway/src/tools/ssh/inventory/resolve-host.ts';
import type {
  SshHostSettings,
  SshSettings,
} from '../../../gateway/src/tools/ssh/inventory/ssh-settings.ts';
import { runOnHost } from '../../../gateway/src/tools/ssh/run-on-host.ts';
import { me, type SshServer } from './ssh-server.ts';

export interface Ran {
  readonly exit_code: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly stdout_bytes: number;
  readonly assurance: string;
}

export interface RunOptions {
  readonly host?: string;
  readonly onlyReads?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: { message?: string | undefined }) => void;
}

export function hostOf(server: SshServer, changes: Partial<SshHostSettings> = {}): SshHostSettings {
  return {
    address: '127.0.0.1',
    port: server.port,
    user: me,
    users: [me],
    login: { keyFile: server.userKey },
    fingerprints: [server.fingerprint],
    ...changes,
  };
}

export function settingsOf(
  hosts: Record<string, SshHostSettings>,
  changes: Partial<SshSettings> = {},
): SshSettings {
  return {
    connectTimeoutMs: 5000,
    peekTimeoutMs: 5000,
    execTimeoutMs: 5000,
    idleMs: 5000,
    hosts,
    ...changes,
  };
}

export interface Reach {
  readonly pool: ConnectionPool;
  /** Runs shell text on a host, judged by nobody. */
  run(rendering: string, options?: RunOptions): Promise<Ran>;
  stop(): Promise<void>;
}

export function reach(settings: SshSettings | (() => SshSettings)): Reach {
  const current = typeof settings === 'function' ? settings : () => settings;
  const pool = createConnectionPool(current);
  const parts = {
    settings: current,
    pool,
    ownKeyLines: createOwnKeyLines(current),
    newMarker: () => randomBytes(12).toString('hex'),
    now: () => Date.now(),
  };
  return {
    pool,
    async run(rendering, options = {}) {
      const { onlyReads = true } = options;
      const host = resolveHost(current(), { host: options.host, onlyReads });
      const ran = await runOnHost(
        { host, rendering, onlyReads, reason: 'a test' },
        {
          signal: options.signal ?? new AbortController().signal,
          progress: options.progress ?? (() => undefined),
          timeoutMs: options.timeoutMs ?? 20_000,
        },
        parts,
      );
      return ran.result as unknown as Ran;
    },
    stop: () => pool.stop(),
  };
}

/** Whether a process with this in its command line runs on this machine. */
export function isRunning(part: string): boolean {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return all.split('\n').some((line) => line.includes(part));
}
