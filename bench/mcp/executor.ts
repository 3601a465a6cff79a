import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startPeer, type Peer } from './peers.ts';

/** What a model writes in order to call the tool: Executor runs code, and the tools are in its reach. */
export const executorCall = {
  name: 'execute',
  arguments: { code: 'return await tools.fixture.org.main.test_simple_text({})' },
};

/** Executor with the upstream server of this address, in a home of its own. */
export async function startExecutor(programs: string, upstreamUrl: string): Promise<Peer> {
  const home = mkdtempSync(path.join(tmpdir(), 'tutti-executor-'));
  const program = path.join(programs, 'executor');
  const env = {
    HOME: home,
    DO_NOT_TRACK: '1',
    EXECUTOR_DISABLE_UPDATE_CHECK: '1',
    EXECUTOR_DISABLE_INTEGRATIONS_FETCH: '1',
  };
  const port = await freePort();
  const peer = await startPeer({
    name: 'executor',
    port,
    args: [program, 'daemon', 'run', `--port=${port}`, '--hostname=127.0.0.1', '--foreground'],
    env,
  });
  const origin = `http://127.0.0.1:${port}`;
  const server = { transport: 'remote', name: 'fixture', endpoint: upstreamUrl };
  await post(`${origin}/api/mcp/servers`, server);
  await post(`${origin}/api/connections`, connection);
  return {
    ...peer,
    stop() {
      peer.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/* A server without sign-in has a connection as well. */
const connection = {
  owner: 'org',
  name: 'main',
  integration: 'fixture',
  template: 'none',
  values: {},
};

/** As its web page does. */
async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`Executor refused ${url}: ${await response.text()}`);
}
