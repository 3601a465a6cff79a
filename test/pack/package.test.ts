/**
 * What a person gets who installs the published package: packs it, installs the tarball into empty
 * folders with each npm that people have, and runs it there. Slow: `npm run test:pack`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run, type Ran } from '../../tooling/run.ts';

const root = path.resolve(import.meta.dirname, '../..');
const INSTALL_MS = 180_000;
const NPM_12 = '12.2.0';

/** The Node and npm of this machine, as they were before `npm run` put others before them. */
const hostNode = process.env['npm_node_execpath'] ?? process.execPath;
const hostNpm = process.env['npm_execpath'] ?? '';

let workshop: string;
let tarball: string;
let npm12: string;

beforeAll(async () => {
  workshop = mkdtempSync(path.join(tmpdir(), 'pack-'));
  const [packed, fetched] = await Promise.all([
    run(process.execPath, [hostNpm, 'pack', '--pack-destination', workshop], { cwd: root }),
    npm(hostNpm, ['install', '--prefix', path.join(workshop, 'npm12'), `npm@${NPM_12}`], workshop),
  ]);
  expectSuccess(packed);
  expectSuccess(fetched);
  tarball = path.join(workshop, `tutti-${versionOf(root)}.tgz`);
  npm12 = path.join(workshop, 'npm12/node_modules/npm/bin/npm-cli.js');
}, INSTALL_MS);

afterAll(() => rmSync(workshop, { recursive: true, force: true }));

describe('the package', () => {
  it('has nothing that publint objects to', async () => {
    const bytes = readFileSync(tarball);
    const archive = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

    const { messages, pkg } = await publint({ pack: { tarball: archive }, strict: true });

    const said = messages.map((message) => formatMessage(message, pkg ?? {}, { color: false }));
    expect(said).toEqual([]);
  });

  it('holds the build and no sources or tests', async () => {
    const { output } = await run('tar', ['-tzf', tarball], { cwd: workshop });

    const files = output.trim().split('\n');
    expect(files).toContain('package/dist/cli/src/main.js');
    expect(files).toContain('package/dist/contract/src/index.js');
    expect(files).toContain('package/cli/bin/tutti.cjs');
    expect(files).toContain('package/LICENSE');
    expect(files.filter((file) => /\.ts$|\.test\.|\.suite\.|\/test\//.test(file))).toEqual([]);
  });
});

describe.each([
  { name: 'npm of this machine', newer: false, flags: [] },
  { name: 'npm of this machine, no scripts', newer: false, flags: ['--ignore-scripts'] },
  { name: `npm ${NPM_12}`, newer: true, flags: [] },
  { name: `npm ${NPM_12}, no scripts`, newer: true, flags: ['--ignore-scripts'] },
])('installed by $name', ({ newer, flags }) => {
  let folder: string;

  beforeAll(async () => {
    folder = emptyFolder();
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
    const cli = newer ? npm12 : hostNpm;
    expectSuccess(await npm(cli, ['install', ...flags, tarball], folder));
  }, INSTALL_MS);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs by npx, on a Node that is new enough', async () => {
    const { ran, node } = await runAndAskNode((env) =>
      run(hostNode, [npxBeside(hostNpm), 'tutti', '--version'], { cwd: folder, env }),
    );

    expect(ran).toMatchObject({ code: 0, stdout: `${versionOf(root)}\n` });
    expect(node).toBeGreaterThanOrEqual(24);
  });

  it('runs when it is started with the Node of this machine', async () => {
    const bin = path.join(folder, 'node_modules/tutti/cli/bin/tutti.cjs');
    const { ran, node } = await runAndAskNode((env) =>
      run(hostNode, [bin, '--version'], { cwd: workshop, env }),
    );

    expect(ran).toMatchObject({ code: 0, stdout: `${versionOf(root)}\n` });
    expect(node).toBeGreaterThanOrEqual(24);
  });
});

describe('installed globally', () => {
  let prefix: string;

  beforeAll(async () => {
    prefix = emptyFolder();
    expectSuccess(await npm(hostNpm, ['install', '--global', '--prefix', prefix, tarball], prefix));
  }, INSTALL_MS);

  it('runs from any folder, on a Node that is new enough', async () => {
    const { ran, node } = await runAndAskNode((env) => tutti(['--version'], emptyFolder(), env));

    expect(ran).toMatchObject({ code: 0, stdout: `${versionOf(root)}\n` });
    expect(node).toBeGreaterThanOrEqual(24);
  });

  it.runIf(existsSync(path.join(root, 'gateway/src/gateway.ts')))(
    'serves, and one caller remembers what another folder asks for',
    async () => {
      const env = {
        ...hostEnvironment(),
        HOST: '127.0.0.1',
        PORT: String(await freePort()),
        TUTTI_DATA_DIR: emptyFolder(),
      };
      const server = spawn(path.join(prefix, 'bin/tutti'), ['start'], {
        cwd: emptyFolder(),
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      const collect = (chunk: Buffer): void => {
        said += chunk.toString();
      };
      server.stdout.on('data', collect);
      server.stderr.on('data', collect);
      const stopped = new Promise((resolve) => server.once('exit', resolve));
      try {
        await untilHealthy(`http://127.0.0.1:${env.PORT}/health`, () => said);

        const memory = 'I prefer Python';
        const written = await tutti(
          ['call', 'memory.write', `text=${memory}`, 'tags=prefs', '--json'],
          emptyFolder(),
          env,
        );
        expectSuccess(written);
        const found = await tutti(
          ['call', 'memory.search', 'query=What language do I prefer?', '--json'],
          emptyFolder(),
          env,
        );
        expectSuccess(found);

        const Found = z.object({
          status: z.literal('success'),
          result: z.object({ items: z.array(z.object({ text: z.string() })).min(1) }),
        });
        expect(Found.parse(JSON.parse(found.stdout)).result.items[0]?.text).toBe(memory);
      } finally {
        server.kill('SIGTERM');
        await stopped;
      }
      expect(server.exitCode, said).toBe(0);
    },
    60_000,
  );

  function tutti(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
    return run(path.join(prefix, 'bin/tutti'), args, { cwd, env });
  }
});

function emptyFolder(): string {
  return mkdtempSync(path.join(workshop, 'folder-'));
}

function versionOf(folder: string): string {
  const file = readFileSync(path.join(folder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}

function npm(cli: string, args: string[], cwd: string): Promise<Ran> {
  return run(hostNode, [cli, ...args, '--no-audit', '--no-fund'], { cwd, env: hostEnvironment() });
}

function npxBeside(npmCli: string): string {
  return path.join(path.dirname(npmCli), 'npx-cli.js');
}

/** The environment of a person's shell: without what `npm run` and vitest have added to it. */
function hostEnvironment(): NodeJS.ProcessEnv {
  const network = /^npm_config_(registry|cafile|proxy|https?_proxy|noproxy)$/i;
  const added = /^(npm_|vitest|vite_|test$|tutti_|node_env$|node_options$)/i;
  const kept = Object.entries(process.env).filter(
    ([name]) => network.test(name) || !added.test(name),
  );
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules') && !folder.includes('node-gyp-bin'));
  const PATH = [path.dirname(hostNode), ...folders].join(path.delimiter);
  const home = path.join(workshop, 'home');
  mkdirSync(home, { recursive: true });
  return { ...Object.fromEntries(kept), PATH, XDG_CACHE_HOME: home, XDG_DATA_HOME: home };
}

/** Runs something, and finds out which Node (its major version) ran the command line in it. */
async function runAndAskNode(
  start: (env: NodeJS.ProcessEnv) => Promise<Ran>,
): Promise<{ ran: Ran; node: number }> {
  const folder = emptyFolder();
  const log = path.join(folder, 'nodes');
  const spy = path.join(folder, 'spy.cjs');
  // A child ends before the launcher that waits for it: the first line is the command line's.
  const note = `require('fs').appendFileSync(${JSON.stringify(log)}, process.versions.node + '\\n')`;
  writeFileSync(
    spy,
    `if (/tutti(.cjs)?$/.test(process.argv[1])) process.on('exit', () => ${note});`,
  );
  const ran = await start({ ...hostEnvironment(), NODE_OPTIONS: `--require=${spy}` });
  return { ran, node: Number.parseInt(readFileSync(log, 'utf8'), 10) };
}

function expectSuccess(ran: Ran): void {
  expect(ran.code, ran.output).toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function untilHealthy(url: string, said: () => string): Promise<void> {
  const patience = performance.now() + 20_000;
  while (performance.now() < patience) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer; the server said:\n${said()}`);
}
