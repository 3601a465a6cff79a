import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Peer {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

interface PeerStart {
  readonly name: string;
  readonly port: number;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Bridges that start the upstream themselves, each in a process of its own, as their manuals say. */
export async function startBridges(programs: string, upstream: readonly string[]): Promise<Peer[]> {
  const supergateway = await freePort();
  const mcpProxy = await freePort();
  return Promise.all([
    startPeer({
      name: 'supergateway',
      port: supergateway,
      args: [
        process.execPath,
        path.join(programs, 'supergateway'),
        '--stdio',
        upstream.join(' '),
        '--outputTransport=streamableHttp',
        '--stateful',
        `--port=${supergateway}`,
        '--logLevel=none',
      ],
    }),
    startPeer({
      name: 'mcp-proxy',
      port: mcpProxy,
      args: [
        process.execPath,
        path.join(programs, 'mcp-proxy'),
        '--server=stream',
        `--port=${mcpProxy}`,
        '--host=127.0.0.1',
        '--',
        ...upstream,
      ],
    }),
  ]);
}

/** Starts it, and waits until it listens. */
export async function startPeer({ name, port, args, env }: PeerStart): Promise<Peer> {
  const [program = '', ...rest] = args;
  const child = spawn(program, rest, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, ...env },
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
  const pid = child.pid ?? 0;
  return { name, url, pid, stop: () => void process.kill(-pid, 'SIGKILL') };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}
