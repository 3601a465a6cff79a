import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Load {
  readonly url: string;
  readonly body: unknown;
  readonly key?: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadFigures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
}

/** Sends one POST again and again over kept connections, by wrk, from a process of its own. */
export function postUnderLoad(load: Load): LoadFigures {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-load-'));
  const script = path.join(folder, 'post.lua');
  writeFileSync(script, luaFor(load));
  const args = ['-t1', `-c${load.connections}`, `-d${load.seconds}s`, '-s', script, load.url];
  const ran = spawnSync('wrk', args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (ran.error) throw new Error('This bench needs wrk: apt-get install wrk', { cause: ran.error });
  const line = ran.stdout.trim().split('\n').at(-1) ?? '';
  return JSON.parse(line) as LoadFigures;
}

function luaFor({ body, key }: Load): string {
  return `
wrk.method = "POST"
wrk.body = [==[${JSON.stringify(body)}]==]
wrk.headers["Content-Type"] = "application/json"
${key === undefined ? '' : `wrk.headers["Authorization"] = "Bearer ${key}"`}
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requestsPerSecond":%f,"p50Ms":%f,"p99Ms":%f,"errors":%d}\\n',
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout))
end
`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
