import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const apiKey = 'a-key-of-the-crash-tests-of-more-than-32-characters';
export const ownerKey = 'the-owner-key-of-the-crash-tests-of-more-than-32';

const root = path.resolve(import.meta.dirname, '../../..');
const startLimitMs = 30_000;

/** The command line as a user starts it, and the same gateway with tools whose effects can be counted. */
export const entries = {
  tutti: [path.join(root, 'cli/bin/tutti.cjs'), 'start'],
  ledger: [path.join(root, 'test/crash/entry.ts')],
} as const;

export interface GatewayStart {
  readonly dataDir: string;
  readonly entry?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A program that runs the gateway, such as strace, with its arguments. */
  readonly under?: readonly string[];
  /** Lines of tutti.yaml. Room for any load is what most tests want. */
  readonly yaml?: string;
}

export interface GatewayProcess {
  readonly url: string;
  readonly port: number;
  /** Of the process that listens, not of what started it. */
  readonly pid: number;
  readonly startMs: number;
  /** All that it wrote to its standard output and standard error. */
  output(): string;
  isAlive(): boolean;
  /** At once, as the kernel does it. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const wide = 'limits: {rate_per_minute: 1000000, max_running: 20000}\n';

/** Starts a gateway in a process of its own and waits until it listens. */
export async function startGateway(start: GatewayStart): Promise<GatewayProcess> {
  const startedAt = performance.now();
  const child = launch(start);
  let output = '';
  const gather = (chunk: string): void => void (output += chunk);
  child.stdout.setEncoding('utf8').on('data', gather);
  child.stderr.setEncoding('utf8').on('data', gather);
  const ended = once(child, 'close');
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;

  const { url, pid } = await listening(start.dataDir, () => {
    if (!isAlive()) throw new Error(`the gateway ended before it listened:\n${output}`);
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (isAlive()) process.kill(pid, signal);
    await ended;
  };
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    startMs: performance.now() - startedAt,
    output: () => output,
    isAlive,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** A gateway that is killed while it may still be starting. */
export async function startAndKill(start: GatewayStart, afterMs: number): Promise<void> {
  const child = launch(start);
  child.stdout.resume();
  child.stderr.resume();
  const ended = once(child, 'close');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await ended;
}

function launch({ dataDir, entry = entries.tutti, env, under = [], yaml = wide }: GatewayStart) {
  const config = path.join(dataDir, 'tutti.yaml');
  writeFileSync(config, yaml);
  /* A killed gateway leaves it behind, and the next one must not be taken for it. */
  rmSync(path.join(dataDir, 'gateway.json'), { force: true });
  const [program = '', ...args] = [...under, process.execPath, ...entry];
  return spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NO_COLOR: '1',
      PORT: '0',
      TUTTI_CONFIG: config,
      TUTTI_DATA_DIR: dataDir,
      TUTTI_API_KEY: apiKey,
      TUTTI_OWNER_KEY: ownerKey,
      TUTTI_LOG_LEVEL: 'warn',
      ...env,
    },
  });
}

async function listening(
  dataDir: string,
  check: () => void,
): Promise<{ url: string; pid: number }> {
  const giveUpAt = performance.now() + startLimitMs;
  for (;;) {
    check();
    const found = readListening(path.join(dataDir, 'gateway.json'));
    if (found) return found;
    if (performance.now() > giveUpAt)
      throw new Error(`the gateway did not listen within ${startLimitMs} ms`);
    await sleep(5);
  }
}

function readListening(file: string): { url: string; pid: number } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { url: string; pid: number };
  } catch {
    return undefined; // not written yet
  }
}

export function newDataDir(): { dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tutti-crash-'));
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}
