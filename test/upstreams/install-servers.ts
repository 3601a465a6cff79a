import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const packages = [
  '@modelcontextprotocol/server-everything@2026.8.31',
  '@modelcontextprotocol/server-filesystem@2026.8.31',
  '@modelcontextprotocol/server-memory@2026.8.31',
];

/** The folder with the programs of real servers, installed once into a folder of the cache. */
export async function installServers(): Promise<string> {
  const base = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(base, 'tutti-tests', 'servers-2026.8.31');
  const programs = path.join(folder, 'node_modules', '.bin');
  if (!existsSync(path.join(programs, 'mcp-server-memory'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
    const install = ['install', '--no-audit', '--no-fund', ...packages];
    await promisify(execFile)('npm', install, { cwd: folder });
  }
  return programs;
}
