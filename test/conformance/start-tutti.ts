import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnTutti } from '../e2e/support/tutti.ts';

const apiKey = 'conformance-key-of-more-than-32-characters';
const ownerKey = 'conformance-owner-key-of-more-than-32-characters';

/** What was recorded so far. */
export interface Counts {
  /** Calls of tools that were answered with their result. */
  readonly done: number;
  readonly receipts: number;
  readonly audited: number;
}

/** A gateway as an owner starts it, before the fixture; its key is added on the way, for the suite brings none. */
export async function startTutti(folder: string, fixtureUrl: string) {
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir, { recursive: true });
  const config = path.join(folder, 'tutti.yaml');
  writeFileSync(config, configFor(fixtureUrl));
  const env = {
    TUTTI_CONFIG: config,
    TUTTI_DATA_DIR: dataDir,
    TUTTI_API_KEY: apiKey,
    TUTTI_OWNER_KEY: ownerKey,
    PORT: '0',
  };
  const gateway = spawnTutti(['start'], { env });
  const printed = await gateway.printed(/listens on (\S+)/);
  const base = /listens on (\S+)/.exec(printed)?.[1] ?? '';
  await acceptAll(base);
  const door = await startDoor(new URL(base));
  let done = 0;
  door.onDone = () => (done += 1);
  const counts = async (): Promise<Counts> => ({ done, ...recordedIn(dataDir) });
  return {
    url: door.url,
    counts,
    /** What of the calls since then left no receipt or no entry of the audit log. */
    async uncounted(before: Counts): Promise<string[]> {
      await sleep(1500);
      const after = await counts();
      const done = after.done - before.done;
      return (['receipts', 'audited'] as const).flatMap((kind) => {
        const kept = after[kind] - before[kind];
        return kept === done ? [] : [`${done} calls of tools were done, and ${kept} ${kind}`];
      });
    },
    async stop() {
      await door.stop();
      gateway.child.kill('SIGTERM');
      const { code, err } = await gateway.ended;
      if (code !== 0) console.log(err.slice(-4000));
    },
  };
}

function configFor(fixtureUrl: string): string {
  return `mcp:
  servers:
    fixture:
      url: ${fixtureUrl}
      expose_as: bare
      forward: [elicitation, sampling, roots, logging]
      effects: {"*": read}
`;
}

async function asOwner(base: string, target: string, body?: object): Promise<unknown> {
  const response = await fetch(`${base}${target}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function acceptAll(base: string): Promise<void> {
  const { items } = (await asOwner(base, '/owner/reviews?refresh=true')) as {
    items: readonly { name: string; digest: string; effect: string }[];
  };
  if (items.length === 0) throw new Error('the fixture offers nothing');
  await asOwner(base, '/owner/reviews', {
    engine: 'mcp',
    source: 'fixture',
    accept: items.map(({ name, digest }) => ({ name, digest, effect: 'read' })),
  });
}

/* Of what runs to its end: a call that asks something first has its receipt once it was answered. */
function recordedIn(dataDir: string): { receipts: number; audited: number } {
  const db = new DatabaseSync(path.join(dataDir, 'tutti.db'), { readOnly: true });
  const count = (table: string) =>
    Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  const receipts = count('receipts') + count('read_receipts');
  const counted = { receipts, audited: count('audit WHERE intent IS NOT NULL') };
  db.close();
  return counted;
}

/** Adds the key to what the suite sends, and leaves all else as it came. */
async function startDoor(base: URL) {
  const door = { url: '', onDone: () => {}, stop: async () => {} };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const passed = httpRequest(
        {
          host: '127.0.0.1',
          port: base.port,
          method: request.method,
          path: request.url,
          headers: { ...request.headers, authorization: `Bearer ${apiKey}` },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          response.flushHeaders();
          answer.pipe(response);
          if (body.includes('"tools/call"')) watchAnswer(answer, door.onDone);
        },
      );
      passed.on('error', () => response.destroy());
      response.on('close', () => passed.destroy());
      passed.end(body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  door.url = `http://localhost:${(server.address() as AddressInfo).port}/mcp`;
  door.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  return door;
}

function watchAnswer(answer: IncomingMessage, onDone: () => void): void {
  let text = '';
  answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
  answer.on('end', () => {
    if (/"result":\{/.test(text) && !text.includes('"input_required"')) onDone();
  });
}
