/** The command line of MCP Inspector, in a folder of its own: it brings more packages than all of this repository. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const inspector = '@modelcontextprotocol/inspector';
const version = '2.12.0';

/** Installs it once for all runs; gives its program. */
export async function installInspector(): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(cache, 'tutti-tests', `inspector-${version}`);
  const program = path.join(folder, 'node_modules', inspector, 'clients/launcher/build/index.js');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
  /* Its scripts fetch what only its browser part needs. */
  const how = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', [...how, `${inspector}@${version}`], { cwd: folder });
  return program;
}

/** What it prints for one request, as JSON. */
export async function inspect(
  program: string,
  args: readonly string[],
  home: string,
): Promise<Record<string, unknown>> {
  const { PATH } = process.env;
  const { stdout } = await run(process.execPath, [program, '--cli', ...args], {
    env: { PATH, HOME: home },
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}
