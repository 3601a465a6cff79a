import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
export const launcher = path.join(root, 'cli/bin/tutti.cjs');

type Env = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  /** Resolves once stdout or stderr holds what is waited for; rejects where the process ends before. */
  printed(expected: string | RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

interface SpawnOptions {
  readonly env?: Env;
  readonly cwd?: string;
  /** How many files and connections the system lets it have open. */
  readonly openFiles?: number;
}

/** Starts the command line as a user would, with nothing of this machine's own settings. */
export function spawnTutti(args: readonly string[], options: SpawnOptions = {}): RunningProcess {
  const { openFiles } = options;
  const command = [process.execPath, launcher, ...args] as const;
  const limited = ['sh', '-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', ...command] as const;
  const [program, ...rest] = openFiles === undefined ? command : limited;
  return follow(
    spawn(program, rest, {
      cwd: options.cwd ?? tmpdir(),
      env: cleanEnv(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  );
}

export async function tutti(
  args: readonly string[],
  { input = '', ...options }: SpawnOptions & { input?: string } = {},
): Promise<Ended> {
  const { child, ended } = spawnTutti(args, options);
  child.stdin?.on('error', () => {}).end(input);
  return ended;
}

export function cleanEnv(env: Env = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, NO_COLOR: '1', ...env };
}

export function follow(child: ChildProcess): RunningProcess {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));

  async function printed(expected: string | RegExp): Promise<string> {
    const late = AbortSignal.timeout(20_000);
    for (;;) {
      const text = out + err;
      if (typeof expected === 'string' ? text.includes(expected) : expected.test(text)) return text;
      const heard = new AbortController();
      const signal = AbortSignal.any([late, heard.signal]);
      const over = await Promise.race([
        once(child, 'close', { signal }).then(() => true),
        ...[child.stdout, child.stderr].flatMap((stream) =>
          stream === null ? [] : [once(stream, 'data', { signal }).then(() => false)],
        ),
      ]).finally(() => heard.abort());
      if (over) throw new Error(`ended before it printed ${String(expected)}:\n${out}${err}`);
    }
  }

  return { child, printed, ended };
}

export interface TestGateway {
  readonly url: string;
  readonly dataDir: string;
  readonly apiKey: string;
  readonly ownerKey: string;
  readonly process: RunningProcess;
  /** What `tutti` needs to find it. */
  readonly env: Env;
  /** Ends it, and forgets its data. */
  stop(): Promise<Ended>;
}

/** A real gateway in a process and a data folder of its own. */
export async function startGateway(given: SpawnOptions = {}): Promise<TestGateway> {
  const dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'tutti-')), 'data');
  const env = { TUTTI_DATA_DIR: dataDir, PORT: '0', ...given.env };
  const running = spawnTutti(['start'], { ...given, env });
  await running.printed(/listens on http/);
  await running.printed(/first-keys\.txt/);
  const { url } = JSON.parse(readFileSync(path.join(dataDir, 'gateway.json'), 'utf8')) as {
    url: string;
  };
  const keys = readFileSync(path.join(dataDir, 'first-keys.txt'), 'utf8');
  return {
    url,
    dataDir,
    apiKey: /^TUTTI_API_KEY=(.+)$/m.exec(keys)?.[1] ?? '',
    ownerKey: /^TUTTI_OWNER_KEY=(.+)$/m.exec(keys)?.[1] ?? '',
    process: running,
    env,
    async stop() {
      running.child.kill('SIGTERM');
      const ended = await running.ended;
      rmSync(path.dirname(dataDir), { recursive: true });
      return ended;
    },
  };
}
