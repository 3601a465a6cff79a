import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const versions = ['supergateway@4.0.0', 'mcp-proxy@6.7.19', 'executor@1.5.9'];

/** Other programs that stand between a client and its servers, kept from one run to the next. Gives their folder. */
export async function installPeers(): Promise<string> {
  const base = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(base, 'tutti-tests', 'mcp-peers');
  const note = path.join(folder, 'installed.json');
  const wanted = JSON.stringify(versions);
  if (!existsSync(note) || readFileSync(note, 'utf8') !== wanted) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
    const install = ['install', '--no-audit', '--no-fund', ...versions];
    await promisify(execFile)('npm', install, { cwd: folder });
    writeFileSync(note, wanted);
  }
  return path.join(folder, 'node_modules', '.bin');
}
