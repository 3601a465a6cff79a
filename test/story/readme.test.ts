import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Answer } from '#contract';
import { createReader, readShellDocument } from '../e2e/support/shell-document.ts';
import { startGateway, type TestGateway } from '../e2e/support/tutti.ts';

// Twelve seconds of it are a job that takes so long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const root = path.resolve(import.meta.dirname, '../..');
const { text, blocks } = readShellDocument(path.join(root, 'README.md'));

const captured: Readonly<Record<string, RegExp>> = {
  JOB_ID: /"job_id":"([^"]+)"/,
  RECEIPT_ID: /"receipt_id":"([^"]+)"/,
  MEMORY_ID: /"id":"(mem_[^"]+)"/,
  CONFIRM_TOKEN: /"token":"([^"]+)"/,
  CLAUDE_KEY: /^(tutti_\w+)$/m,
};

let gateway: TestGateway;
const reader = createReader({ cwd: root, captured });

beforeAll(async () => {
  gateway = await startGateway();
  reader.set({
    TUTTI_URL: gateway.url,
    TUTTI_API_KEY: gateway.apiKey,
    TUTTI_OWNER_KEY: gateway.ownerKey,
    TUTTI_DATA_DIR: gateway.dataDir,
  });
});

afterAll(async () => {
  await gateway.stop();
});

describe('README.md', () => {
  const told: string[] = [];

  it.each(blocks)('line $line: $first', async (block) => {
    const ran = await reader.run(block);
    expect(ran, JSON.stringify(ran)).toMatchObject({ code: 0 });
    const status = /"status":"(\w+)"/.exec(ran.out)?.[1];
    if (status !== undefined) told.push(status);
  });

  it('says rightly which calls succeed at once, preview, and become jobs', () => {
    expect(told).toEqual(['success', 'success', 'preview', 'success', 'accepted', 'success']);
  });

  it('shows an answer as the contract has it', () => {
    const shown: unknown = JSON.parse(/^```json\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '');
    expect(Answer.strict().parse(shown)).toEqual(shown);
  });
});
