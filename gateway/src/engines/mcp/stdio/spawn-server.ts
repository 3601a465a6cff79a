import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StdioWay } from '../server-settings.ts';
import type { Confinement } from './find-bwrap.ts';
import { foldersOfPrograms } from './find-program.ts';
import { lifelineScript } from './lifeline-script.ts';
import { sandboxArgs } from './sandbox.ts';

/** A server that runs, with everything that it starts. */
export interface ServerProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly pid: number | undefined;
  /** The last that it wrote to its standard error. */
  lastWords(): string;
  /** Resolves once it is gone; with its exit code where it had one. */
  readonly ended: Promise<number | undefined>;
  /** Closes its input, then asks it to end, then ends it and all that it started. */
  stop(): Promise<void>;
}

export interface SpawnPlace {
  readonly baseEnv: Readonly<Record<string, string>>;
  readonly confinement: Confinement;
  /** A folder of its own. */
  readonly home: string;
  readonly secretFolders: readonly string[];
  readonly secretFiles: readonly string[];
}

const goodWillMs = 1500;
const lastWordsChars = 4000;

export function spawnServer(way: StdioWay, place: SpawnPlace): ServerProcess {
  mkdirSync(place.home, { recursive: true, mode: 0o700 });
  const env = { ...place.baseEnv, HOME: place.home, ...way.env };
  const child = startChild([...confinedBy(way, place), way.command, ...way.args], {
    env,
    /* Inside of the sandbox, the folder is changed to there: outside, it may not be visible. */
    cwd: place.confinement.kind === 'bwrap' ? '/' : way.cwd,
  });
  const lastWords = keepLastWords(child.stderr);
  const ended = endOf(child);
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) child.kill(signal);
  };
  /* A server that ended badly closes its input while we still write. */
  child.stdin?.on('error', () => {});
  return {
    stdin: child.stdin as Writable,
    stdout: child.stdout as Readable,
    pid: child.pid,
    lastWords,
    ended,
    async stop() {
      child.stdin?.end();
      if (await endsWithin(ended, goodWillMs)) return;
      kill('SIGTERM');
      if (await endsWithin(ended, goodWillMs)) return;
      killGroup(child);
      await ended;
    },
  };
}

function confinedBy({ command, cwd, permissions, env }: StdioWay, place: SpawnPlace) {
  if (place.confinement.kind === 'none') return [];
  const searchPath = env['PATH'] ?? place.baseEnv['PATH'] ?? '';
  const view = sandboxArgs(permissions, {
    ...place,
    cwd,
    programFolders: foldersOfPrograms([command, 'node'], searchPath),
  });
  return ['bwrap', ...view, '--'];
}

function startChild(
  command: readonly string[],
  { env, cwd }: { env: Record<string, string>; cwd: string },
): ChildProcess {
  if (process.platform === 'win32') {
    const [program = '', ...args] = command;
    return spawn(program, args, { env, cwd, stdio: 'pipe', windowsHide: true });
  }
  const child = spawn('/bin/sh', ['-c', lifelineScript, 'tutti-mcp', ...command], {
    env,
    cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  return child;
}

function keepLastWords(stderr: Readable | null): () => string {
  let words = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-lastWordsChars);
  });
  return () => words;
}

/* The code comes over the lifeline, since the group is killed at its end with all that is left in it. */
function endOf(child: ChildProcess): Promise<number | undefined> {
  let reported = '';
  const lifeline = child.stdio[3] as Duplex | undefined;
  lifeline?.on('data', (chunk: Buffer) => {
    reported += chunk.toString();
  });
  lifeline?.on('error', () => {});
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  child.once('error', () => resolve(undefined));
  child.once('exit', (code) => {
    lifeline?.destroy();
    setImmediate(() => resolve(reported === '' ? (code ?? undefined) : Number(reported)));
  });
  return promise;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function endsWithin(ended: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal, ref: false }).catch(() => false);
  const inTime = await Promise.race([ended.then(() => true), late]);
  timer.abort();
  return inTime;
}
