/**
 * What Tutti adds to calling an upstream MCP server directly, beside other programs that stand between.
 *
 * Over HTTP, a server made with the SDK is called directly, through Tutti and through Executor. supergateway and
 * mcp-proxy are there to carry servers over stdio, so Tutti is set against them with one of those; it does next to
 * nothing itself, for a server that is slower than every bridge would make them all the same.
 */
import path from 'node:path';
import { median } from './load.ts';
import { executorCall, startExecutor } from './mcp/executor.ts';
import { installPeers } from './mcp/install-peers.ts';
import { loadMcp, openSession, type McpTarget } from './mcp/mcp-load.ts';
import { startBridges, type Peer } from './mcp/peers.ts';
import { residentMb, startScript, startTutti, type TuttiProcess } from './server-process.ts';

/* Many short ones: a shared machine is faster in one minute than in the next. */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 9);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 2);
/* Until the compilers have settled, for everybody alike: such servers run for days. */
const warmUpSeconds = 5;
const atOnce = 16;
const sessions = 1000;
const tool = 'test_simple_text';

const overStdio = [process.execPath, path.join(import.meta.dirname, 'mcp/upstream-stdio.ts')];
const programs = await installPeers();
const direct = await startScript('mcp/upstream-http.ts');
const tutti = await startTutti({ yaml: configFor(direct.url) });
const bridges = await startBridges(programs, overStdio);
const executor = await startExecutor(programs, direct.url);
try {
  await acceptAll(tutti, 'http');
  await acceptAll(tutti, 'stdio');
  const targets = await targetsOf(bridges, executor);
  for (const target of targets) {
    await loadMcp(target, { callers: atOnce, seconds: warmUpSeconds });
  }
  const latency = new Map<string, number[]>();
  const throughput = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) {
      const { p50Ms } = await loadMcp(target, { callers: 1, seconds });
      note(latency, target.name, p50Ms);
    }
    for (const target of targets) {
      const { perSecond } = await loadMcp(target, { callers: atOnce, seconds });
      note(throughput, target.name, perSecond);
    }
  }
  const p50 = (name: string) => median(latency.get(name) ?? []);
  const rate = (name: string) => median(throughput.get(name) ?? []);
  /* What each did in all rounds together: a slow minute is a slow one for all of them. */
  const ratio = (ours: string, theirs: string) => sum(throughput, ours) / sum(throughput, theirs);
  for (const { name } of targets) {
    console.log(`${name}: p50 ${p50(name).toFixed(2)} ms, ${rate(name).toFixed(0)} calls/s`);
  }
  const [bestBridge = ''] = bridges.map(({ name }) => name).toSorted((a, b) => rate(b) - rate(a));
  console.log(
    JSON.stringify({
      bench: 'mcp',
      added_p50_ms: round2(p50('tutti to http') - p50('direct')),
      throughput_vs_direct: round2(ratio('tutti to http', 'direct')),
      throughput_vs_best_bridge: round2(ratio('tutti to stdio', bestBridge)),
      throughput_vs_executor: round2(ratio('tutti to http', 'executor')),
      mb_per_1000_sessions: round2(await mbOfSessions(tutti)),
    }),
  );
} finally {
  for (const peer of [...bridges, executor]) peer.stop();
  await tutti.stop();
  await direct.stop();
}

function configFor(url: string): string {
  const [command = '', ...args] = overStdio;
  const effects = { '*': 'read' };
  const servers = { http: { url, effects }, stdio: { command, args, effects } };
  return JSON.stringify({ limits: { rate_per_minute: 1_000_000 }, mcp: { servers } });
}

async function targetsOf(bridging: readonly Peer[], { url }: Peer): Promise<McpTarget[]> {
  const key = { authorization: `Bearer ${tutti.key}` };
  const ours = `${tutti.url}/mcp`;
  const target = async (
    name: string,
    address: string,
    call: McpTarget['call'],
    given: Record<string, string> = {},
  ) => ({ name, url: address, headers: await openSession(address, given), call });
  const callOf = (name: string) => ({ name, arguments: {} });
  return Promise.all([
    target('direct', direct.url, callOf(tool)),
    target('tutti to http', ours, callOf(`mcp_http_${tool}`), key),
    target('executor', url, executorCall),
    target('tutti to stdio', ours, callOf(`mcp_stdio_${tool}`), key),
    ...bridging.map((peer) => target(peer.name, peer.url, callOf(tool))),
  ]);
}

async function mbOfSessions({ pid, url, key }: TuttiProcess): Promise<number> {
  const before = residentMb(pid);
  const headers = { authorization: `Bearer ${key}` };
  await Promise.all(Array.from({ length: sessions }, () => openSession(`${url}/mcp`, headers)));
  return residentMb(pid) - before;
}

async function acceptAll({ url, ownerKey }: TuttiProcess, source: string): Promise<void> {
  const headers = { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' };
  const listed = await fetch(`${url}/owner/reviews?refresh=true`, { headers });
  const { items } = (await listed.json()) as {
    items: readonly { source: string; name: string; digest: string }[];
  };
  const accept = items
    .filter((item) => item.source === source)
    .map(({ name, digest }) => ({ name, digest, effect: 'read' }));
  const body = JSON.stringify({ engine: 'mcp', source, accept });
  await fetch(`${url}/owner/reviews`, { method: 'POST', headers, body });
}

function note(figures: Map<string, number[]>, name: string, value: number): void {
  figures.set(name, [...(figures.get(name) ?? []), value]);
}

function sum(figures: ReadonlyMap<string, readonly number[]>, name: string): number {
  return (figures.get(name) ?? []).reduce((total, figure) => total + figure, 0);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
