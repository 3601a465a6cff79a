/** What Tutti adds to calling an upstream MCP server directly, beside other programs that stand between. */
import { readFileSync } from 'node:fs';
import { median } from './load.ts';
import { startPeers } from './mcp/peers.ts';
import { startScript, startTutti, type TuttiProcess } from './server-process.ts';

const rounds = 3;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 4);
const atOnce = 16;
const sessions = 1000;

interface Target {
  readonly name: string;
  readonly url: string;
  readonly tool: string;
  readonly headers: Record<string, string>;
}

const direct = await startScript('mcp/upstream-http.ts');
const tutti = await startTutti({
  yaml: `limits: {rate_per_minute: 1000000}\nmcp: {servers: {fixture: {url: "${direct.url}", expose_as: bare, effects: {"*": read}}}}\n`,
});
const peers = await startPeers();
try {
  await acceptAll(tutti);
  const key = { authorization: `Bearer ${tutti.key}` };
  const targets = await Promise.all([
    prepare('direct', direct.url, {}),
    prepare('tutti', `${tutti.url}/mcp`, key),
    ...peers.map(({ name, url }) => prepare(name, url, {})),
  ]);
  const latency = new Map<string, number[]>();
  const throughput = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) {
      note(latency, target.name, (await load(target, 1)).p50Ms);
      note(throughput, target.name, (await load(target, atOnce)).perSecond);
    }
  }
  const p50 = (name: string) => median(latency.get(name) ?? []);
  const rate = (name: string) => median(throughput.get(name) ?? []);
  for (const { name } of targets) {
    console.log(`${name}: p50 ${p50(name).toFixed(2)} ms, ${rate(name).toFixed(0)} calls/s`);
  }
  const before = residentMb(tutti.pid);
  await Promise.all(
    Array.from({ length: sessions }, () => prepare('tutti', `${tutti.url}/mcp`, key)),
  );
  const bestPeer = Math.max(...peers.map(({ name }) => rate(name)));
  console.log(
    JSON.stringify({
      bench: 'mcp',
      added_p50_ms: round2(p50('tutti') - p50('direct')),
      throughput_vs_direct: round2(rate('tutti') / rate('direct')),
      throughput_vs_best_peer: round2(rate('tutti') / bestPeer),
      mb_per_1000_sessions: round2(residentMb(tutti.pid) - before),
    }),
  );
} finally {
  for (const peer of peers) peer.stop();
  await tutti.stop();
  await direct.stop();
}

/** Opens a session as clients of 2025-11-25 do, where the target keeps any. */
async function prepare(name: string, url: string, given: Record<string, string>): Promise<Target> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...given,
  };
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  };
  const response = await post(url, headers, { id: 0, method: 'initialize', params });
  await response.text();
  const session = response.headers.get('mcp-session-id');
  if (session !== null) headers['mcp-session-id'] = session;
  headers['mcp-protocol-version'] = '2025-11-25';
  const ready = await post(url, headers, { method: 'notifications/initialized' });
  await ready.text();
  return { name, url, headers, tool: 'test_simple_text' };
}

/** So many callers, each with one call after the other. */
async function load({ name, url, headers, tool }: Target, callers: number) {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  let id = 0;
  const caller = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      const params = { name: tool, arguments: {} };
      const response = await post(url, headers, { id: (id += 1), method: 'tools/call', params });
      const text = await response.text();
      if (!text.includes('simple text response')) throw new Error(`${name}: ${text.slice(0, 300)}`);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { p50Ms: median(times), perSecond: times.length / seconds };
}

function post(url: string, headers: Record<string, string>, message: object): Promise<Response> {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return fetch(url, { method: 'POST', headers, body });
}

async function acceptAll({ url, ownerKey }: TuttiProcess): Promise<void> {
  const headers = { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' };
  const listed = await fetch(`${url}/owner/reviews?refresh=true`, { headers });
  const { items } = (await listed.json()) as {
    items: readonly { name: string; digest: string }[];
  };
  const accept = items.map(({ name, digest }) => ({ name, digest, effect: 'read' }));
  const body = JSON.stringify({ engine: 'mcp', source: 'fixture', accept });
  await fetch(`${url}/owner/reviews`, { method: 'POST', headers, body });
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function note(figures: Map<string, number[]>, name: string, value: number): void {
  figures.set(name, [...(figures.get(name) ?? []), value]);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
