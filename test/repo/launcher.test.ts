import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** A stand-in for the command line, so that only the launcher is under test. */
const MAIN = `
const [command = ''] = process.argv.slice(2);
if (command === 'fail') process.exitCode = 3;
if (command === 'serve') {
  setInterval(() => {}, 1000);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      console.log('stopped by ' + signal);
      process.exit(7);
    });
  }
}
const report = { node: process.versions.node, pid: process.pid, args: process.argv.slice(2) };
console.log(JSON.stringify(report));
if (command === 'crash') process.kill(process.pid, 'SIGKILL');
`;

/** Makes the Node that runs the launcher believe that it is old. */
const PRETEND_OLD = `
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.0.0' } });
`;

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'launcher-'));
  mkdirSync(path.join(checkout, 'cli/src'), { recursive: true });
  cpSync(path.join(root, 'cli/bin'), path.join(checkout, 'cli/bin'), { recursive: true });
  writeFileSync(path.join(checkout, 'package.json'), '{"type":"module"}');
  writeFileSync(path.join(checkout, 'cli/src/main.ts'), MAIN);
  writeFileSync(path.join(checkout, 'old.cjs'), PRETEND_OLD);
});

afterEach(() => rmSync(checkout, { recursive: true, force: true }));

describe('on a Node that is new enough', () => {
  it('runs the command line in the same process', async () => {
    const launcher = launch(['call', 'a b', '--json'], { old: false });

    const { code, out } = await ended(launcher);

    expect(JSON.parse(out)).toMatchObject({ pid: launcher.pid, args: ['call', 'a b', '--json'] });
    expect(code).toBe(0);
  });

  it('runs the build where there is no source', async () => {
    rmSync(path.join(checkout, 'cli/src'), { recursive: true });
    mkdirSync(path.join(checkout, 'dist/cli/src'), { recursive: true });
    writeFileSync(path.join(checkout, 'dist/cli/src/main.js'), "console.log('built');");

    expect(await ended(launch([], { old: false }))).toMatchObject({ code: 0, out: 'built\n' });
  });
});

describe('on an old Node', () => {
  it('runs the command line with the Node that was installed along', async () => {
    installNode();
    const launcher = launch(['call', 'a b'], { old: true });

    const { code, out } = await ended(launcher);

    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({ node: process.versions.node, args: ['call', 'a b'] });
    expect(report).not.toMatchObject({ pid: launcher.pid });
    expect(code).toBe(0);
  });

  it('passes on the exit code and the signal that ended it', async () => {
    installNode();

    expect(await ended(launch(['fail'], { old: true }))).toMatchObject({ code: 3 });
    expect(await ended(launch(['crash'], { old: true }))).toMatchObject({ signal: 'SIGKILL' });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('forwards %s', async (signal) => {
    installNode();
    const launcher = launch(['serve'], { old: true });
    const ending = ended(launcher);
    await firstLine(launcher);

    launcher.kill(signal);

    expect(await ending).toMatchObject({ code: 7, out: expect.stringContaining(signal) as string });
  });

  it('takes the command line along when it is killed', async () => {
    installNode();
    const launcher = launch(['serve'], { old: true });
    const ending = ended(launcher);
    await firstLine(launcher);

    launcher.kill('SIGKILL');

    // The output ends only when the command line, which shares it, has ended as well.
    const { out, signal } = await ending;
    expect(signal).toBe('SIGKILL');
    expect(out).toContain('stopped by SIGTERM');
  });

  it('says how to mend it when there is no other Node', async () => {
    const { code, out, errors } = await ended(launch(['call'], { old: true }));

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toContain('Tutti needs Node 24 or newer.');
    expect(errors).toContain('npm install --include=optional tutti');
  });
});

function installNode(): void {
  symlinkSync(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'), 'junction');
}

function launch(args: string[], { old }: { old: boolean }): ChildProcess {
  const preload = old ? ['--require', path.join(checkout, 'old.cjs')] : [];
  const env = { ...process.env, XDG_CACHE_HOME: path.join(checkout, 'cache') };
  return spawn(process.execPath, [...preload, path.join(checkout, 'cli/bin/tutti.cjs'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  errors: string;
}

async function ended(launcher: ChildProcess): Promise<Ended> {
  const exit = new Promise<Pick<Ended, 'code' | 'signal'>>((resolve) => {
    launcher.on('exit', (code, signal) => resolve({ code, signal }));
  });
  const [{ code, signal }, out, errors] = await Promise.all([
    exit,
    text(launcher.stdout!),
    text(launcher.stderr!),
  ]);
  return { code, signal, out, errors };
}

async function firstLine(launcher: ChildProcess): Promise<void> {
  await once(launcher.stdout!, 'data');
}
