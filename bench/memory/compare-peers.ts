import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { rounded } from './timed.ts';

const limitMs = 300_000;

/** The p50 of a search in milliseconds, by peer and size. A peer that takes too long at one size is asked for no larger. */
export function comparePeers(
  peers: readonly string[],
  sizes: readonly number[],
): Record<string, Record<string, number>> {
  const p50: Record<string, Record<string, number>> = {};
  if (peers.length === 0) return p50;
  const installed = installPeers();
  if (installed === undefined) return p50;
  for (const peer of peers) {
    const own: Record<string, number> = {};
    p50[peer] = own;
    for (const size of sizes) {
      const measured = measurePeer(peer, size, installed);
      if (measured === undefined) break;
      own[size] = measured;
    }
  }
  return p50;
}

function measurePeer(peer: string, size: number, installed: string): number | undefined {
  const script = path.join(import.meta.dirname, 'peer.ts');
  const ran = spawnSync(process.execPath, [script, peer, String(size), installed], {
    encoding: 'utf8',
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const line = ran.stdout.trim().split('\n').at(-1) ?? '';
  if (ran.status === 0 && line.startsWith('{')) {
    return rounded((JSON.parse(line) as { p50: number }).p50);
  }
  const why = ran.error ? 'not done in five minutes' : ran.stderr.trim().slice(-300);
  console.log(`${peer} at ${size}: ${why}`);
  return undefined;
}

/** Outside of the repository, and kept from one run to the next. */
function installPeers(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(cache, 'tutti-bench-memory');
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(import.meta.dirname, 'peers'), folder, { recursive: true });
  /* Not "npm ci": it refuses a lock without the packages of platforms that a registry does not have. */
  const args = ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  const ran = spawnSync('npm', [...args, '--prefer-offline'], { cwd: folder, stdio: 'inherit' });
  if (ran.status === 0) return folder;
  console.log('The peers could not be installed, so there is nothing to compare with.');
  return undefined;
}
