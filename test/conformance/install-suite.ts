import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const version = '0.2.0-alpha.12';

/** Where the suite lies: its own version of it, installed once into a folder of the cache. */
export async function installSuite(): Promise<string> {
  const folder = path.join(cacheFolder(), `conformance-${version}`);
  const suite = path.join(folder, 'node_modules/@modelcontextprotocol/conformance');
  if (!existsSync(path.join(suite, 'dist/index.js'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
    const wanted = `@modelcontextprotocol/conformance@${version}`;
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', wanted], {
      cwd: folder,
    });
  }
  return suite;
}

/** The scenarios that a revision requires of a leg. */
export async function requiredScenarios(
  suite: string,
  { revision, leg }: { revision: string; leg: 'server' | 'client' },
): Promise<readonly string[]> {
  const { parse } = await import('yaml');
  const { readFileSync } = await import('node:fs');
  const file = path.join(suite, 'requirements', `${revision}.yaml`);
  if (!existsSync(file)) {
    throw new Error(`no set for ${revision}: ${readdirSync(path.dirname(file)).join(', ')}`);
  }
  const sets = parse(readFileSync(file, 'utf8')) as Record<string, readonly string[]>;
  return sets[leg] ?? [];
}

function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  return path.join(base, 'tutti-tests');
}
