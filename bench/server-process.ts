import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server in a process of its own, ready to answer. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a script that prints its address as its first line. */
export async function startScript(file: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return serverOf(child, line.toString().trim());
}

export interface TuttiProcess extends ServerProcess {
  readonly key: string;
  readonly ownerKey: string;
  readonly dataDir: string;
  /** From spawning the process to its first answer. */
  readonly startMs: number;
  /** Stops it, and leaves its data folder. */
  leave(): Promise<void>;
}

const firstKey = 'bench-key-with-more-than-thirty-two-characters';
const ownerKey = 'bench-owner-key-with-more-than-thirty-two-characters';

/** Starts the gateway as a user would, with a data folder of its own and a caller that may send as many requests as come. */
export async function startTutti({
  yaml = '',
  dataDir = mkdtempSync(path.join(tmpdir(), 'tutti-bench-')),
}: { yaml?: string; dataDir?: string } = {}): Promise<TuttiProcess> {
  const configFile = path.join(dataDir, 'tutti.yaml');
  writeFileSync(configFile, yaml);
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, '../cli/bin/tutti.cjs'), 'start'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PORT: '0',
        TUTTI_CONFIG: configFile,
        TUTTI_DATA_DIR: dataDir,
        TUTTI_API_KEY: firstKey,
        TUTTI_OWNER_KEY: ownerKey,
        TUTTI_LOG_LEVEL: 'warn',
      },
    },
  );
  const url = await firstAnswer(dataDir);
  const startMs = performance.now() - startedAt;
  const server = serverOf(child, url);
  const leave = () => server.stop();
  const stop = async (): Promise<void> => {
    await leave();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...server, key: await newKey(url), ownerKey, dataDir, startMs, leave, stop };
}

/** The key of a caller that may ask as often as it likes; all else is as it comes. */
async function newKey(url: string): Promise<string> {
  const response = await fetch(`${url}/owner/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ caller: 'bench', rate_per_minute: 1_000_000 }),
  });
  const { key } = (await response.json()) as { key: string };
  return key;
}

async function firstAnswer(dataDir: string): Promise<string> {
  for (;;) {
    const url = runningUrl(dataDir);
    if (url !== undefined && (await answers(url))) return url;
    await sleep(2);
  }
}

function runningUrl(dataDir: string): string | undefined {
  try {
    const { url } = JSON.parse(readFileSync(path.join(dataDir, 'gateway.json'), 'utf8')) as {
      url: string;
    };
    return url;
  } catch {
    return undefined; // not written yet
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/orchestrate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${firstKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ intent: 'system.ping' }),
  }).catch(() => undefined);
  return response?.ok ?? false;
}

function serverOf(child: ChildProcess, url: string): ServerProcess {
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Resident memory of a process and its children, in MB (Linux). */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
