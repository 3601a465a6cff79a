import { rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saltedDigest } from '../../platform/audit-hash.ts';
import { brokenLinks } from '../../platform/audit-log.suite.ts';
import { sampleMemory } from '../../tools/memory/memory-store.suite.ts';
import { createSampleRuns, start } from '../../runs/run-store.suite.ts';
import { openSqliteStore, type SqliteStore } from './open-sqlite-store.ts';
import { makeTempFolder } from './testing/open-two.ts';

const dayMs = 24 * 60 * 60_000;

describe('the salts of audited digests', () => {
  const sample = createSampleRuns();
  let folder: string;
  let store: SqliteStore;
  let db: DatabaseSync;

  beforeEach(async () => {
    folder = makeTempFolder();
    const file = path.join(folder, 'tutti.db');
    store = await openSqliteStore({ path: file });
    db = new DatabaseSync(file);
  });
  afterEach(async () => {
    db.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const salts = () =>
    db
      .prepare('SELECT seq, lower(hex(salt)) AS salt FROM digest_salts ORDER BY seq')
      .all() as unknown as { seq: number; salt: string }[];
  const entries = () => store.audit.listEntries({ after: 0, limit: 100 });

  async function commit(kind: string, data: object): Promise<void> {
    const run = sample.run();
    await store.runs.acceptRun({ run });
    await store.runs.settleRun(sample.settling(run, { changes: [{ kind, data: { ...data } }] }));
  }
  async function remember(id: string): Promise<void> {
    await commit('memory.add', sampleMemory({ id, text: id }));
  }

  it('let the owner show that an entry speaks of these very inputs', async () => {
    await store.runs.recordReads([sample.readReceipt({ inputs_digest: 'abc' })], []);
    const [entry] = await entries();
    const [salt] = salts();
    expect(entry?.inputs_digest).toBe(saltedDigest('abc', salt?.salt ?? ''));
  });

  it('are one for the reads of a batch, found by the first entry', async () => {
    const batch = (digest: string) => [
      sample.readReceipt({ inputs_digest: digest }),
      sample.readReceipt({ inputs_digest: digest }),
    ];
    await store.runs.recordReads(batch('a'), []);
    await store.runs.recordReads(batch('b'), []);
    expect(salts().map(({ seq }) => seq)).toEqual([1, 3]);
    const last = (await entries()).at(-1);
    expect(last?.inputs_digest).toBe(saltedDigest('b', salts()[1]?.salt ?? ''));
  });

  it('go with the memory that is forgotten, and the chain holds without them', async () => {
    await remember('mem_1');
    await remember('mem_2');
    expect(salts().map(({ seq }) => seq)).toEqual([1, 2]);
    await commit('memory.forget', { space: 'home', ids: ['mem_1'] });
    expect(salts().map(({ seq }) => seq)).toEqual([2, 3]);
    expect(brokenLinks(await entries())).toEqual([]);
    expect(await entries()).toHaveLength(3);
  });

  it('go when receipts are past their time, those of reads and of runs each by their own', async () => {
    await store.runs.recordReads([sample.readReceipt()], []);
    await remember('mem_1');
    const prune = (limits: { readReceiptsBefore: number; runsBefore: number }) =>
      store.runs.prune({ now: start, keepReadReceipts: 1000, ...limits });
    await prune({ readReceiptsBefore: start, runsBefore: start });
    expect(salts()).toHaveLength(2);
    await prune({ readReceiptsBefore: start + dayMs, runsBefore: start });
    expect(salts().map(({ seq }) => seq)).toEqual([2]);
    await prune({ readReceiptsBefore: start + dayMs, runsBefore: start + dayMs });
    expect(salts()).toEqual([]);
    expect(brokenLinks(await entries())).toEqual([]);
  });
});
