/**
 * `npm run bench:memory`: searching 10 thousand, 100 thousand and a million memories of one namespace, by words, by
 * meaning and by both, over HTTP and in process, beside others who keep vectors. `SIZES=10000,100000` asks for less,
 * `PEERS=` for no peers. `DATA=folder` keeps what was filled in for the next run. The peers are installed into a cache
 * folder outside of the repository.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  openSqliteStore,
  type SqliteStore,
} from '../gateway/src/store/sqlite/open-sqlite-store.ts';
import { createVectorIndex } from '../gateway/src/store/sqlite/vectors/vector-index.ts';
import { createSampleRuns } from '../gateway/src/runs/testing/sample-runs.ts';
import type { MeaningRanked } from '../gateway/src/tools/memory/embeddings/meaning.ts';
import type { MemoryQuestion } from '../gateway/src/tools/memory/memory-store.ts';
import { createRecall } from '../gateway/src/tools/memory/recall/recall.ts';
import { sampleMemory } from '../gateway/src/tools/memory/testing/sample-memory.ts';
import { startEmbeddingServer } from '../test/memory/embedding-server.ts';
import { median } from './load.ts';
import {
  clusteredVectors,
  createSampleText,
  dimensions,
  nestedVectors,
  spreadVectors,
  type SampleVectors,
} from './memory/sample-vectors.ts';
import { startTutti } from './server-process.ts';

const sizes = (process.env['SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const peers = (process.env['PEERS'] ?? 'sqlite-vec,lancedb,mem0ai,mcp-memory')
  .split(',')
  .filter(Boolean);
const searches = Number(process.env['SEARCHES'] ?? 40);
const peerLimitMs = 300_000;
const model = 'bench';
const modelName = JSON.stringify({ kind: 'remote', model, documentPrefix: '', queryPrefix: '' });

const keptDir = process.env['DATA'];
const dataDir = keptDir ?? mkdtempSync(path.join(tmpdir(), 'tutti-bench-'));
mkdirSync(dataDir, { recursive: true });
const file = path.join(dataDir, 'tutti.db');
/* Questions come with their vectors: what is measured is the search, not a model. */
const server = await startEmbeddingServer({ [model]: { dimensions, embed: vectorOfQuestion } });

type Times = { readonly p50: number; readonly p99: number };
const rows: Record<string, Record<string, string>> = {};
const figures: Record<'hybrid' | 'vector' | 'lexical', Record<string, number>> = {
  hybrid: {},
  vector: {},
  lexical: {},
};
const peerP50: Record<string, Record<string, number>> = {};
const sample = createSampleRuns();
let pingAddedMs = 0;
let filled = existsSync(file) ? countMemories() : 0;

for (const size of sizes) await measureSize(size);
const writes = await writesPerSecond();
const recall = Math.min(...[clusteredVectors, nestedVectors, spreadVectors].map(recallOf));
await server.stop();
if (keptDir === undefined) rmSync(dataDir, { recursive: true });
comparePeers();
report();

async function measureSize(size: number): Promise<void> {
  const store = await openSqliteStore({ path: file, synchronous: 'OFF' });
  await fill(store, size);
  const inProcess = await searchInProcess(store);
  await store.close();
  const bytes = Math.round(statSync(file).size / size);
  const lexical = await overHttp('lexical');
  const hybrid = await overHttp('hybrid');
  figures.vector[size] = rounded(inProcess.vector.p50);
  figures.lexical[size] = rounded(lexical.search.p50);
  figures.hybrid[size] = rounded(hybrid.search.p50);
  pingAddedMs = Math.max(pingAddedMs, hybrid.ping.p99 - hybrid.idle.p99);
  rows[size.toLocaleString('en')] = {
    'words, in process': shown(inProcess.words),
    'vector, in process': shown(inProcess.vector),
    'hybrid, in process': shown(inProcess.hybrid),
    'lexical, HTTP': shown(lexical.search),
    'hybrid, HTTP': shown(hybrid.search),
    'ping p99 idle / searching': `${hybrid.idle.p99.toFixed(1)} / ${hybrid.ping.p99.toFixed(1)}`,
    'bytes a memory': String(bytes),
  };
  console.table(rows);
}

function countMemories(): number {
  using db = new DatabaseSync(file, { readOnly: true });
  return (db.prepare('SELECT count(*) AS many FROM memories').get() as { many: number }).many;
}

/** Writes memories and their vectors as the gateway would, in large groups. */
async function fill(store: SqliteStore, size: number): Promise<void> {
  const text = createSampleText(filled + 1);
  const vectors = clusteredVectors(filled + 1);
  const { number } = await store.vectors.openModel({ name: modelName, at: 1 });
  for (; filled < size; filled += 1000) {
    const memories = Array.from({ length: 1000 }, (_, at) =>
      sampleMemory({
        id: `mem_${String(filled + at).padStart(9, '0')}`,
        text: text(),
        space: 'personal',
      }),
    );
    const run = sample.run({ space: 'personal' });
    await store.runs.acceptRun({ run });
    const changes = memories.map((memory) => ({ kind: 'memory.add', data: { ...memory } }));
    await store.runs.settleRun(sample.settling(run, { changes }));
    const kept = memories.map(({ id }) => ({ id, version: 1, vector: vectors.next() }));
    await store.vectors.keepVectors({ model: number, vectors: kept });
  }
  await store.vectors.completeModel({ model: number, at: 1 });
}

async function searchInProcess(store: SqliteStore) {
  const { number } = await store.vectors.openModel({ name: modelName, at: 1 });
  while ((await store.vectors.loadModel(number)) === 'loading') await sleep(100);
  const scope = { space: 'personal', namespace: 'default', tags: [], now: Date.now(), limit: 10 };
  const queries = clusteredVectors(5);
  const text = createSampleText(5);
  const vector = await timed(() =>
    store.vectors.rankByMeaning({ ...scope, model: number, vector: queries.next() }),
  );
  const words = await timed(() => store.memories.rankMemories({ ...scope, query: text(4) }));
  const meaning = {
    async rank(question: MemoryQuestion): Promise<MeaningRanked> {
      const own = { ...question, model: number, vector: queries.next() };
      const ranking = await store.vectors.rankByMeaning(own);
      if (ranking.kind !== 'ranked') throw new Error(`the vectors are ${ranking.kind}`);
      const scoreOf = (ids: readonly string[]) => store.vectors.scoreByMeaning({ ...own, ids });
      return { ...ranking, note: '', scoreOf };
    },
  };
  const recall = createRecall({ store: store.memories, meaning });
  const hybrid = await timed(() => recall({ ...scope, query: text(4) }));
  return { vector, words, hybrid };
}

async function overHttp(kind: 'lexical' | 'hybrid') {
  const embeddings = `memory: {embeddings: {url: "${server.url}", model: ${model}, query_timeout_ms: 5000}}`;
  const tutti = await startTutti({ dataDir, yaml: kind === 'hybrid' ? embeddings : '' });
  const post = async (intent: string, inputs: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${tutti.url}/orchestrate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tutti.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ intent, inputs }),
    });
    const body = (await response.json()) as { status: string; result: Record<string, unknown> };
    if (body.status !== 'success') throw new Error(JSON.stringify(body));
    return body.result;
  };
  const text = createSampleText(9);
  const search = () => post('memory.search', { query: text(4), k: 10, namespace: 'default' });
  while ((await search())['retrieval'] !== kind) await sleep(250);
  const ping = () => post('system.ping', {});
  const idle = await timed(ping, 300);
  const times = await timed(search);
  const searching = new AbortController();
  const load = (async () => {
    while (!searching.signal.aborted) await search();
  })();
  const busy = await timed(ping, 300);
  searching.abort();
  await load;
  await tutti.leave();
  return { search: times, idle, ping: busy };
}

/** Single memories, each on the disk before it is answered, 32 at once. */
async function writesPerSecond(): Promise<number> {
  const tutti = await startTutti();
  const text = createSampleText(3);
  const write = () =>
    fetch(`${tutti.url}/orchestrate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tutti.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ intent: 'memory.write', inputs: { text: text() } }),
    }).then((response) => response.text());
  const startedAt = performance.now();
  const writers = Array.from({ length: 32 }, async () => {
    for (let written = 0; written < 100; written += 1) await write();
  });
  await Promise.all(writers);
  const seconds = (performance.now() - startedAt) / 1000;
  await tutti.stop();
  return Math.round(3200 / seconds);
}

/** The share of the true ten best that the index finds among 100,000. */
function recallOf(make: (seed: number) => SampleVectors): number {
  const count = Math.min(100_000, Math.max(...sizes));
  const vectors = make(1);
  const all = Array.from({ length: count }, () => vectors.next());
  const centre = new Float32Array(dimensions);
  for (const vector of all.slice(0, 1000)) {
    for (const at of centre.keys()) centre[at] = (centre[at] ?? 0) + (vector[at] ?? 0) / 1000;
  }
  const index = createVectorIndex({ dimensions, centre, maxBytes: 512 * 1_048_576 });
  for (const [place, vector] of all.entries()) index.add(place, vector);
  const queries = make(5);
  let hits = 0;
  for (let round = 0; round < 20; round += 1) {
    const vector = queries.next();
    const scores = Float32Array.from(all, (other) => product(vector, other));
    const tenth = scores.toSorted().at(-10) ?? 0;
    const { found } = index.nearest({ namespaces: [0], vector, limit: 60 });
    hits += found.filter(({ memory }) => (scores[memory] ?? 0) >= tenth).length;
  }
  return hits / 200;
}

function comparePeers(): void {
  if (peers.length === 0) return;
  const installed = installPeers();
  if (installed === undefined) return;
  for (const peer of peers) {
    const own = (peerP50[peer] = {} as Record<string, number>);
    for (const size of sizes) {
      const script = path.join(import.meta.dirname, 'memory/peer.ts');
      const ran = spawnSync(process.execPath, [script, peer, String(size), installed], {
        encoding: 'utf8',
        timeout: peerLimitMs,
        killSignal: 'SIGKILL',
      });
      const line = ran.stdout.trim().split('\n').at(-1) ?? '';
      if (ran.status !== 0 || !line.startsWith('{')) {
        const why = ran.error ? 'not done in five minutes' : ran.stderr.trim().slice(-300);
        console.log(`${peer} at ${size}: ${why}`);
        break;
      }
      own[size] = rounded((JSON.parse(line) as { p50: number }).p50);
    }
  }
}

function installPeers(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const folder = path.join(cache, 'tutti-bench-memory');
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(import.meta.dirname, 'memory/peers'), folder, { recursive: true });
  /* Not "npm ci": it refuses a lock without the packages of platforms that a registry does not have. */
  const args = ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  const ran = spawnSync('npm', [...args, '--prefer-offline'], { cwd: folder, stdio: 'inherit' });
  if (ran.status === 0) return folder;
  console.log('The peers could not be installed, so there is nothing to compare with.');
  return undefined;
}

function report(): void {
  console.log(`p50 / p99 ms of searches among so many memories of ${dimensions} dimensions`);
  console.table(rows);
  if (peers.length > 0) {
    console.log(
      'p50 ms of a search by vector, beside others (the MCP memory server looks for a substring)',
    );
    console.table({ tutti: figures.vector, ...peerP50 });
  }
  console.log(`${writes} single writes a second over HTTP, each synced to the disk`);
  console.log(
    JSON.stringify({
      bench: 'memory',
      hybrid_p50_ms: figures.hybrid,
      vector_p50_ms: figures.vector,
      lexical_p50_ms: figures.lexical,
      recall_vs_exact: recall,
      vector_vs_sqlite_vec: times('sqlite-vec'),
      vs_mem0: times('mem0ai'),
      ping_p99_added_ms: rounded(pingAddedMs),
      writes_per_s: writes,
    }),
  );
}

/** How many times faster than a peer, at the worst size from 100,000 on that both did. */
function times(peer: string): number | null {
  const own = peerP50[peer] ?? {};
  const done = sizes.filter((size) => own[size] !== undefined);
  const large = done.filter((size) => size >= 100_000);
  const ratios = (large.length > 0 ? large : done).map(
    (size) => (own[size] ?? Number.NaN) / (figures.vector[size] ?? Number.NaN),
  );
  return ratios.length === 0 ? null : rounded(Math.min(...ratios));
}

async function timed(work: () => Promise<unknown>, rounds = searches): Promise<Times> {
  for (let round = 0; round < 5; round += 1) await work();
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    all.push(performance.now() - startedAt);
  }
  const sorted = all.toSorted((a, b) => a - b);
  return { p50: median(sorted), p99: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN };
}

function vectorOfQuestion(question: string): Float32Array {
  let seed = 0;
  for (const character of question) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return clusteredVectors(seed).next();
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function shown({ p50, p99 }: Times): string {
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
