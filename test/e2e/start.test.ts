import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cleanEnv, follow, launcher, spawnTutti, startGateway, tutti } from './support/tutti.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'start-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('tutti start without a terminal', () => {
  it('keeps new keys out of its output, and stops in good order', async () => {
    const gateway = await startGateway();
    const file = path.join(gateway.dataDir, 'first-keys.txt');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(gateway.apiKey).toMatch(/^tutti_/);
    expect(gateway.ownerKey).toMatch(/^tutti_/);

    const { code, out, err } = await gateway.stop();
    expect(code).toBe(0);
    expect(out).toContain(file);
    expect(out + err).not.toMatch(/tutti_[A-Za-z0-9_-]{12,}/);
  });

  it('makes the same keys count at the next start, and shows none', async () => {
    const env = { TUTTI_DATA_DIR: path.join(folder, 'again'), PORT: '0' };
    const first = spawnTutti(['start'], { env });
    await first.printed('first-keys.txt');
    const keys = readFileSync(path.join(env.TUTTI_DATA_DIR, 'first-keys.txt'), 'utf8');
    first.child.kill('SIGKILL');
    await first.ended;

    const second = spawnTutti(['start'], { env });
    await second.printed('listens on');
    const apiKey = /TUTTI_API_KEY=(.+)/.exec(keys)?.[1] ?? '';
    const called = await tutti(['call', 'system.ping', '--api-key', apiKey], { env });
    second.child.kill('SIGINT');
    expect((await second.ended).out).not.toContain('first-keys.txt');
    expect(called.code).toBe(0);
  });

  it('says what is wrong with the configuration, and where', async () => {
    const config = path.join(folder, 'wrong.yaml');
    writeFileSync(config, 'port: 8000\nlimits:\n  wait_s: long\nflow: {}\n');
    const { code, err } = await tutti(['start', '--config', config]);
    expect(code).toBe(1);
    expect(err).toContain(`${config}:3:11: limits.wait_s must be a number, not "long"`);
    expect(err).toContain(`${config}:4:1: "flow" is not a field; did you mean "flows"?`);
  });

  it('says when its port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const env = { TUTTI_DATA_DIR: path.join(folder, 'taken') };
    const { code, err } = await tutti(['start', '--port', port], { env });
    server.close();
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port} of 127.0.0.1 is in use by another program.`);
    expect(err).toContain('tutti start --port');
    expect(existsSync(path.join(env.TUTTI_DATA_DIR, 'gateway.json'))).toBe(false);
  });

  it('refuses a data folder that another one uses', async () => {
    const gateway = await startGateway();
    const { code, err } = await tutti(['start'], { env: gateway.env });
    await gateway.stop();
    expect(code).toBe(1);
    expect(err).toContain('Another Tutti uses the data folder');
  });

  it('reads its configuration again on SIGHUP, and keeps the old one where the new is wrong', async () => {
    const config = path.join(folder, 'hup.yaml');
    writeFileSync(config, 'limits: { wait_s: 1 }\n');
    const gateway = await startGateway({ env: { TUTTI_CONFIG: config } });

    writeFileSync(config, 'limits: { wait_s: 2 }\n');
    gateway.process.child.kill('SIGHUP');
    await gateway.process.printed('changed: limits');

    writeFileSync(config, 'limits: { wait_s: never }\n');
    gateway.process.child.kill('SIGHUP');
    await gateway.process.printed(`${config}:1:19: limits.wait_s must be a number`);
    expect((await tutti(['call', 'system.ping'], { env: gateway.env })).code).toBe(0);
    await gateway.stop();
  });
});

const hasTerminal = existsSync('/usr/bin/script');

describe.skipIf(!hasTerminal)('tutti start on a terminal', () => {
  it('shows the keys and a first call once, and stops by Ctrl-C', async () => {
    const dataDir = path.join(folder, 'terminal');
    const terminal = onTerminal(['start', '--port', '0', '--data-dir', dataDir]);
    const screen = await terminal.printed('Ctrl-C stops it.');
    expect(screen).toMatch(/API key {4}tutti_\S+/);
    expect(screen).toMatch(/Owner key {2}tutti_\S+/);
    expect(existsSync(path.join(dataDir, 'first-keys.txt'))).toBe(false);

    const curl = /curl [\s\S]*?\}'/.exec(screen.replaceAll('\r', ''))?.[0] ?? '';
    const answer = await follow(spawn('sh', ['-c', `${curl} -s`])).ended;
    expect(JSON.parse(answer.out)).toMatchObject({ status: 'success', intent: 'memory.write' });

    terminal.child.stdin?.write('\u0003');
    expect((await terminal.ended).code).toBe(0);
    expect(existsSync(path.join(dataDir, 'gateway.json'))).toBe(false);
  });
});

/** Runs the command line on a terminal of its own; what is written to its stdin is typed there. */
function onTerminal(args: readonly string[]) {
  const words = [process.execPath, launcher, ...args].map((word) => `'${word}'`).join(' ');
  const command = `exec ${words}`;
  return follow(
    spawn('/usr/bin/script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { ...cleanEnv(), TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  );
}
