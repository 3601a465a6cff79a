/**
 * One peer at one size, in a process of its own: `node peer.ts NAME SIZE FOLDER`. Prints a line of JSON, or is
 * ended by the bench when its time is up.
 */
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { median } from '../load.ts';
import { clusteredVectors, createSampleText, dimensions } from './sample-vectors.ts';

const [name = '', size = '', installed = ''] = process.argv.slice(2);
const count = Number(size);
const folder = mkdtempSync(path.join(tmpdir(), 'tutti-peer-'));
const require = createRequire(path.join(installed, 'x.js'));
const load = (id: string): Promise<unknown> => import(pathToFileURL(require.resolve(id)).href);

type Search = (vector: Float32Array, text: string) => unknown;

const peers: Readonly<Record<string, () => Promise<Search>>> = {
  'sqlite-vec': openSqliteVec,
  lancedb: openLance,
  mem0ai: openMem0,
  'mcp-memory': openMcpMemory,
};

const startedAt = performance.now();
const search = await (peers[name] ?? unknown)();
const filledS = (performance.now() - startedAt) / 1000;
const queries = clusteredVectors(5);
const text = createSampleText(5);
const times: number[] = [];
for (let round = 0; round < 12; round += 1) {
  const at = performance.now();
  await search(queries.next(), text(3));
  times.push(performance.now() - at);
}
console.log(JSON.stringify({ p50: median(times.slice(2)), filledS }));
process.exit(0);

async function unknown(): Promise<never> {
  throw new Error(`there is no peer "${name}"`);
}

async function openSqliteVec(): Promise<Search> {
  const { getLoadablePath } = (await load('sqlite-vec')) as { getLoadablePath(): string };
  const db = new DatabaseSync(path.join(folder, 'v.db'), { allowExtension: true });
  db.loadExtension(getLoadablePath());
  db.exec(`PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE v USING vec0(e float[${dimensions}])`);
  const insert = db.prepare('INSERT INTO v (rowid, e) VALUES (?, ?)');
  const vectors = clusteredVectors();
  db.exec('BEGIN');
  for (let id = 1; id <= count; id += 1) insert.run(BigInt(id), bytes(vectors.next()));
  db.exec('COMMIT');
  const find = db.prepare('SELECT rowid, distance FROM v WHERE e MATCH ? AND k = 10');
  return (vector) => find.all(bytes(vector));
}

interface Lance {
  connect(folder: string): Promise<{
    createTable(name: string, rows: object[]): Promise<LanceTable>;
  }>;
}

interface LanceTable {
  add(rows: object[]): Promise<unknown>;
  vectorSearch(vector: number[]): { limit(k: number): { toArray(): Promise<unknown[]> } };
}

async function openLance(): Promise<Search> {
  const lance = (await load('@lancedb/lancedb')) as Lance;
  const vectors = clusteredVectors();
  const rows = (from: number) =>
    Array.from({ length: Math.min(10_000, count - from) }, (_, at) => ({
      id: from + at,
      vector: [...vectors.next()],
    }));
  const table = await (await lance.connect(folder)).createTable('v', rows(0));
  for (let from = 10_000; from < count; from += 10_000) await table.add(rows(from));
  return (vector) =>
    table
      .vectorSearch([...vector])
      .limit(10)
      .toArray();
}

interface Mem0 {
  MemoryVectorStore: new (config: object) => {
    insert(vectors: number[][], ids: string[], payloads: object[]): Promise<void>;
    search(vector: number[], k: number): Promise<unknown>;
  };
}

async function openMem0(): Promise<Search> {
  const { MemoryVectorStore } = (await load('mem0ai/oss')) as Mem0;
  const store = new MemoryVectorStore({ dimension: dimensions, dbPath: path.join(folder, 'm.db') });
  const vectors = clusteredVectors();
  const text = createSampleText();
  for (let from = 0; from < count; from += 5000) {
    const ids = Array.from({ length: Math.min(5000, count - from) }, (_, at) => `id-${from + at}`);
    await store.insert(
      ids.map(() => [...vectors.next()]),
      ids,
      ids.map(() => ({ data: text() })),
    );
  }
  return (vector) => store.search([...vector], 10);
}

interface McpClient {
  Client: new (info: object) => {
    connect(transport: unknown): Promise<void>;
    callTool(call: object): Promise<unknown>;
  };
}

/* It looks for a substring, in no order; there are no vectors. */
async function openMcpMemory(): Promise<Search> {
  const { Client } = (await load('@modelcontextprotocol/sdk/client/index.js')) as McpClient;
  const { StdioClientTransport } = (await load('@modelcontextprotocol/sdk/client/stdio.js')) as {
    StdioClientTransport: new (options: object) => unknown;
  };
  const root = path.join(installed, 'node_modules/@modelcontextprotocol/server-memory');
  const client = new Client({ name: 'bench', version: '1' });
  const env = { PATH: process.env['PATH'], MEMORY_FILE_PATH: path.join(folder, 'm.jsonl') };
  const args = [path.join(root, 'dist/index.js')];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }));
  const text = createSampleText();
  for (let from = 0; from < count; from += 5000) {
    const entities = Array.from({ length: Math.min(5000, count - from) }, (_, at) => ({
      name: `memory ${from + at}`,
      entityType: 'memory',
      observations: [text()],
    }));
    await client.callTool({ name: 'create_entities', arguments: { entities } });
  }
  return (_, query) => client.callTool({ name: 'search_nodes', arguments: { query } });
}

function bytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
