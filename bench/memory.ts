/**
 * `npm run bench:memory`: searching 10 thousand, 100 thousand and a million memories of one namespace, by words, by
 * meaning and by both, over HTTP and in process, beside others who keep vectors. `SIZES=10000,100000` asks for less,
 * `PEERS=` for no peers. `DATA=folder` keeps what was filled in for the next run. The peers are installed into a cache
 * folder outside of the repository.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqliteStore } from '../gateway/src/store/sqlite/open-sqlite-store.ts';
import { startEmbeddingServer } from '../test/memory/embedding-server.ts';
import { comparePeers } from './memory/compare-peers.ts';
import { createFilling, model } from './memory/filling.ts';
import { indexRecall } from './memory/index-recall.ts';
import { searchOverHttp, writesPerSecond } from './memory/over-http.ts';
import {
  clusteredVectors,
  dimensions,
  nestedVectors,
  spreadVectors,
} from './memory/sample-vectors.ts';
import { searchInProcess } from './memory/search-in-process.ts';
import { rounded, type Times } from './memory/timed.ts';

const sizes = (process.env['SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const peers = (process.env['PEERS'] ?? 'sqlite-vec,lancedb,mem0ai,mcp-memory')
  .split(',')
  .filter(Boolean);
const searches = Number(process.env['SEARCHES'] ?? 40);

const keptDir = process.env['DATA'];
const dataDir = keptDir ?? mkdtempSync(path.join(tmpdir(), 'tutti-bench-'));
mkdirSync(dataDir, { recursive: true });
const file = path.join(dataDir, 'tutti.db');
/* Questions come with their vectors: what is measured is the search, not a model. */
const server = await startEmbeddingServer({ [model]: { dimensions, embed: vectorOfQuestion } });

const rows: Record<string, Record<string, string>> = {};
const figures: Record<'hybrid' | 'vector' | 'lexical', Record<string, number>> = {
  hybrid: {},
  vector: {},
  lexical: {},
};
const filling = createFilling(file);
let pingAddedMs = 0;

for (const size of sizes) await measureSize(size);
const writes = await writesPerSecond();
const recallOver = Math.min(100_000, Math.max(...sizes));
const recall = Math.min(
  ...[clusteredVectors, nestedVectors, spreadVectors].map((make) => indexRecall(make, recallOver)),
);
await server.stop();
if (keptDir === undefined) rmSync(dataDir, { recursive: true });
const peerP50 = comparePeers(peers, sizes);
report();

async function measureSize(size: number): Promise<void> {
  const store = await openSqliteStore({ path: file, synchronous: 'OFF' });
  await filling.fillTo(store, size);
  const inProcess = await searchInProcess(store, searches);
  await store.close();
  const bytes = Math.round(statSync(file).size / size);
  const lexical = await searchOverHttp({ dataDir, searches });
  const hybrid = await searchOverHttp({ dataDir, searches, embeddingsUrl: server.url });
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

function vectorOfQuestion(question: string): Float32Array {
  let seed = 0;
  for (const character of question) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return clusteredVectors(seed).next();
}

function shown({ p50, p99 }: Times): string {
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}
