/**
 * Upstream servers that end again and again, and calls over MCP without end. The figures that are promised take long:
 * `TUTTI_RESTARTS=1000 TUTTI_MCP_CALLS=100000 npm run test:upstreams -- endurance`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureMemory, probeOption } from '../abuse/measure-memory.ts';
import {
  apiKey,
  ownerKey,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';
import { processesOf } from './processes-of.ts';

const restarts = Number(process.env['TUTTI_RESTARTS'] ?? 20);
const calls = Number(process.env['TUTTI_MCP_CALLS'] ?? 5000);
const mostLiveGrowthMb = 8;
const mostResidentGrowthMb = 30;
const servers = ['first', 'second', 'third', 'fourth'];
const steady = 'steady';
const scripted = path.join(import.meta.dirname, 'scripted-server.ts');
/* By these, what was left behind is known among all processes of the machine. */
const marker = String(1_000_000 + process.pid);

describe.skipIf(process.platform !== 'linux')('upstream servers in the long run', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-endurance-'));
  const dataDir = path.join(folder, 'data');
  let gateway: GatewayProcess;

  const post = async (key: string, target: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${gateway.url}${target}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const run = (intent: string, inputs: object = {}) =>
    post(apiKey, '/orchestrate', { intent, inputs }) as Promise<{
      status: string;
      result?: { content: readonly { text: string }[] };
    }>;

  beforeAll(async () => {
    const tools = ['echo', 'leave_child', 'die'].map((name) => ({
      name,
      inputSchema: { type: 'object' },
    }));
    const entries = [...servers, steady].map((name) => {
      const file = path.join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify({ tools }));
      return [
        name,
        { command: process.execPath, args: [scripted, file], effects: { '*': 'read' } },
      ];
    });
    mkdirSync(dataDir);
    gateway = await startGateway({
      dataDir,
      env: { NODE_OPTIONS: probeOption },
      yaml: `limits: {rate_per_minute: 1000000, max_running: 20000}\nmcp: ${JSON.stringify({ servers: Object.fromEntries(entries) as object })}\n`,
    });
    const { items } = (await post(ownerKey, '/owner/reviews?refresh=true')) as {
      items: readonly { source: string; name: string; digest: string }[];
    };
    for (const source of [...servers, steady]) {
      const accept = items
        .filter((item) => item.source === source)
        .map(({ name, digest }) => ({ name, digest, effect: 'read' }));
      await post(ownerKey, '/owner/reviews', { engine: 'mcp', source, accept });
    }
  }, 120_000);
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it(
    `leave no process behind over ${restarts} restarts`,
    { timeout: restarts * 5000 },
    async () => {
      let left = restarts;
      const restartAgain = async (server: string) => {
        while (left > 0) {
          left -= 1;
          const child = await run(`mcp.${server}.leave_child`, { seconds: marker });
          expect(child).toMatchObject({ status: 'success' });
          expect(await run(`mcp.${server}.die`)).toMatchObject({ status: 'error' });
        }
      };
      await Promise.all(servers.map(restartAgain));
      const ofThem = () => [
        ...processesOf(marker),
        ...servers.flatMap((name) => processesOf(path.join(folder, `${name}.json`))),
      ];
      await expect.poll(ofThem, { timeout: 15_000, interval: 200 }).toEqual([]);
    },
  );

  it(
    `keep the size of the gateway over ${calls} calls`,
    { timeout: calls * 20 + 60_000 },
    async () => {
      await callOverMcp(gateway.url, calls / 5);
      const early = await settled(gateway);
      await callOverMcp(gateway.url, calls - calls / 5);
      const late = await settled(gateway);
      console.log(
        `memory after ${calls / 5} calls and after ${calls}: ${JSON.stringify([early, late])}`,
      );
      expect(late.liveMb - early.liveMb).toBeLessThan(mostLiveGrowthMb);
      expect(late.residentMb - early.residentMb).toBeLessThan(mostResidentGrowthMb);
    },
  );
});

/* Receipts of reads are written up to a second later. */
async function settled(gateway: GatewayProcess) {
  await sleep(1500);
  await measureMemory(gateway);
  return measureMemory(gateway);
}

const callers = 8;

async function callOverMcp(url: string, count: number): Promise<void> {
  let left = count;
  const caller = async () => {
    while (left > 0) {
      const n = (left -= 1);
      const text = await callOnce(`${url}/mcp`, n);
      if (!text.includes(`{\\"n\\":${n}}`)) throw new Error(text);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

function callOnce(url: string, n: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25',
  };
  const sent = request(url, { method: 'POST', headers }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    answer.on('end', () => resolve(text));
  });
  sent.on('error', reject);
  const params = { name: `mcp_${steady}_echo`, arguments: { n } };
  sent.end(JSON.stringify({ jsonrpc: '2.0', id: n, method: 'tools/call', params }));
  return promise;
}
