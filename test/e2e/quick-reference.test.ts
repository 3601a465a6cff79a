import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { httpStatusOfCode } from '#contract';
import { createReader, readShellDocument } from './support/shell-document.ts';
import { startGateway, type TestGateway } from './support/tutti.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { text: document, blocks } = readShellDocument(
  path.resolve(import.meta.dirname, '../../docs/quick-reference.md'),
);

const captured: Readonly<Record<string, RegExp>> = {
  JOB_ID: /"job_id":\s*"([^"]+)"/,
  RECEIPT_ID: /"receipt_id":\s*"([^"]+)"/,
  MEMORY_ID: /"id":\s*"(mem_[^"]+)"/,
  CONFIRM_TOKEN: /"token":\s*"([^"]+)"/,
  HANDLE: /"handle":\s*"([^"]+)"/,
  KEY_ID: /"key_id":\s*"([^"]+)"/,
  NEW_KEY: /"key":\s*"([^"]+)"/,
};

let gateway: TestGateway;
let hook: Server;
let folder: string;
const callbacks: unknown[] = [];
let reader: ReturnType<typeof createReader>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'reference-'));
  writeFileSync(path.join(folder, 'book.txt'), 'All work and no play. '.repeat(4000));
  gateway = await startGateway({ cwd: folder });
  hook = createServer((request, response) => {
    callbacks.push(request.headers['webhook-signature']);
    response.end();
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const address = hook.address();
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  reader = createReader({ cwd: folder, captured });
  reader.set({
    TUTTI_URL: gateway.url,
    TUTTI_API_KEY: gateway.apiKey,
    TUTTI_OWNER_KEY: gateway.ownerKey,
    TUTTI_DATA_DIR: gateway.dataDir,
    HOOK_HOST: host,
    HOOK_URL: `http://${host}/done`,
  });
});

afterAll(async () => {
  hook.close();
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

describe('docs/quick-reference.md', () => {
  it.each(blocks)('line $line: $first', async (block) => {
    const ran = await reader.run(block);
    expect(ran, JSON.stringify(ran)).toMatchObject({ code: 0 });
  });

  it('led to signed callbacks', async () => {
    await expect.poll(() => callbacks.length, { timeout: 10_000 }).toBe(2);
    expect(callbacks).toEqual([expect.stringMatching(/^v1,/), expect.stringMatching(/^v1,/)]);
  });

  it('names every error code under its status', () => {
    const rows = [...document.matchAll(/^\| ([\d, ]+) \| (`.*) \|$/gm)].flatMap(
      ([, statuses = '', codes = '']) =>
        [...codes.matchAll(/`(\w+)`/g)].map(([, code = '']) => [code, statuses] as const),
    );
    expect(rows.map(([code]) => code).toSorted()).toEqual(Object.keys(httpStatusOfCode).toSorted());
    for (const [code, statuses] of rows) {
      expect(statuses, code).toContain(
        String(Object.entries(httpStatusOfCode).find(([name]) => name === code)?.[1]),
      );
    }
  });
});
