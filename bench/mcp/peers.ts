import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const versions = ['supergateway@4.0.0', 'mcp-proxy@6.7.19'];

export interface Peer {
  readonly name: string;
  readonly url: string;
  stop(): void;
}

/** Other programs between a client and the same upstream, each in a process of its own. */
export async function startPeers(): Promise<readonly Peer[]> {
  const programs = await installPeers();
  const upstream = [process.execPath, path.join(import.meta.dirname, 'upstream-stdio.ts')];
  const supergateway = await freePort();
  const mcpProxy = await freePort();
  return Promise.all([
    startPeer('supergateway', supergateway, [
      path.join(programs, 'supergateway'),
      '--stdio',
      upstream.join(' '),
      '--outputTransport=streamableHttp',
      '--stateful',
      `--port=${supergateway}`,
      '--logLevel=none',
    ]),
    startPeer('mcp-proxy', mcpProxy, [
      path.join(programs, 'mcp-proxy'),
      '--server=stream',
      `--port=${mcpProxy}`,
      '--host=127.0.0.1',
      '--',
      ...upstream,
    ]),
  ]);
}

async function startPeer(name: string, port: number, args: readonly string[]): Promise<Peer> {
  const child: ChildProcess = spawn(process.execPath, [...args], {
    stdio: 'ignore',
    detached: true,
  });
  const url = `http://127.0.0.1:${port}/mcp`;
  for (let tries = 0; tries < 100; tries += 1) {
    const answers = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answers) break;
    await sleep(200);
  }
  return {
    name,
    url,
    stop() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    },
  };
}

async function installPeers(): Promise<string> {
  const base = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(base, 'tutti-tests', 'mcp-peers');
  const programs = path.join(folder, 'node_modules', '.bin');
  if (!existsSync(path.join(programs, 'mcp-proxy'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
    const install = ['install', '--no-audit', '--no-fund', ...versions];
    await promisify(execFile)('npm', install, { cwd: folder });
  }
  return programs;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}
