import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nInstall } from './install-n8n.ts';

export interface N8n {
  readonly url: string;
  start(): Promise<void>;
  /** As a power cut does it. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  log(): string;
}

interface N8nOptions {
  readonly folder: string;
  /** Where all goes that it sends elsewhere. */
  readonly proxyUrl: string;
  /** Whom it trusts beside others. */
  readonly caFile?: string;
}

const START_MS = 120_000;

/** One n8n on loopback, with its data in `folder`; all that it sends elsewhere goes to the proxy. */
export async function createN8n(install: N8nInstall, options: N8nOptions): Promise<N8n> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = environment({ ...options, port, broker: await freePort(), install });
  let child: ChildProcess | undefined;
  let log = '';

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // Its task runner is a process of its own.
    process.kill(-(child.pid ?? 0), signal);
    const late = setTimeout(() => process.kill(-(child?.pid ?? 0), 'SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
  }

  return {
    url,
    async start() {
      const started = spawn(install.node, [install.n8n, 'start'], {
        env,
        detached: true,
        cwd: options.folder,
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          log = (log + chunk).slice(-100_000);
        });
      }
      await untilReady(url, () => started.exitCode !== null).catch(async (error: unknown) => {
        await end('SIGKILL');
        throw new Error(`n8n did not start:\n${log}`, { cause: error });
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    log: () => log,
  };
}

async function untilReady(url: string, hasEnded: () => boolean): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until && !hasEnded()) {
    const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(200);
  }
  throw new Error(hasEnded() ? 'it ended' : `not ready after ${START_MS} ms`);
}

function environment(given: N8nOptions & { port: number; broker: number; install: N8nInstall }) {
  const { folder, port, proxyUrl } = given;
  return {
    PATH: `${path.dirname(given.install.node)}:/usr/bin:/bin`,
    HOME: folder,
    N8N_USER_FOLDER: folder,
    DB_TYPE: 'sqlite',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(given.broker),
    N8N_RESTRICT_FILE_ACCESS_TO: path.join(folder, 'notes'),
    WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    N8N_ENCRYPTION_KEY: 'for-this-test-alone',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_COMMUNITY_PACKAGES_ENABLED: 'false',
    N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,insights,community-packages',
    EXTERNAL_FRONTEND_HOOKS_URLS: '',
    HTTPS_PROXY: proxyUrl,
    HTTP_PROXY: proxyUrl,
    NO_PROXY: '127.0.0.1,localhost',
    ...(given.caFile !== undefined && { NODE_EXTRA_CA_CERTS: given.caFile }),
    NODE_COMPILE_CACHE: path.join(given.install.folder, 'compile-cache'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
