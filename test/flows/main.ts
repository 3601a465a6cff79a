/**
 * `npm run test:flows`: the workflows that ship, on a real n8n. Installs it where it is not, then runs
 * the tests in a network of their own, from which nothing leads outside. `--install-only` stops before the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { findN8n, installN8n } from './support/install-n8n.ts';

const root = path.resolve(import.meta.dirname, '../..');
const vitest = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project=flows'];
const args = [...vitest, ...process.argv.slice(2)];

const wanted = (await findN8n()) ? ['openssl'] : ['openssl', 'python3', 'make', 'g++'];
const missing = wanted.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
if (missing.length > 0) {
  console.log(`Skipped: n8n wants ${missing.join(', ')}.`);
  process.exit();
}

/* The code of sysexits.h for what may go well another time: nothing is known about the flows then. */
const notNow = 75;
await installN8n((line) => console.log(line)).catch((error: unknown) => {
  console.error('n8n could not be installed here, so nothing was tested:', error);
  process.exit(notNow);
});
if (process.argv.includes('--install-only')) process.exit();

const isolated = [
  'unshare',
  '--map-root-user',
  '--net',
  'sh',
  '-c',
  'ip link set lo up && exec "$0" "$@"',
];
const canIsolate = spawnSync(isolated[0] ?? '', [...isolated.slice(1), 'true']).status === 0;
if (!canIsolate)
  console.log('no network of its own here: the proxy alone refuses what is not emulated');

const [command = '', ...rest] = [...(canIsolate ? isolated : []), process.execPath, ...args];
spawn(command, rest, { cwd: root, stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
