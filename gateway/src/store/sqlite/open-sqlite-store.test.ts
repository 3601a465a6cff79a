import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleMemory } from '../../tools/memory/memory-store.suite.ts';
import { createSampleRuns } from '../../runs/run-store.suite.ts';
import type { Run, StoredResult } from '../../runs/run-store.ts';
import { openSqliteStore, type SqliteStore } from './open-sqlite-store.ts';
import { makeTempFolder } from './testing/open-two.ts';

describe('the SQLite store', () => {
  const sample = createSampleRuns();
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = makeTempFolder();
    file = path.join(folder, 'data', 'tutti.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function withStore<Result>(
    work: (store: SqliteStore) => Promise<Result>,
    options: Partial<Parameters<typeof openSqliteStore>[0]> = {},
  ): Promise<Result> {
    const store = await openSqliteStore({ path: file, ...options });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }
  const findAfterwards = (run: Run) =>
    withStore((store) => store.runs.findRun({ runId: run.id, space: run.space }));

  it('is ready, and keeps what it took over a restart', async () => {
    const run = sample.run();
    await withStore(async ({ runs, health }) => {
      expect(await health()).toEqual({ state: 'ready' });
      await runs.acceptRun({ run });
    });
    expect(await findAfterwards(run)).toEqual(run);
  });

  it('lets nobody else read its files', async () => {
    await withStore(async ({ runs }) => {
      await runs.acceptRun({ run: sample.run() });
      const modes = ['', '.', '-wal', '-shm'].map((end) =>
        end === '.' ? statSync(path.dirname(file)).mode : statSync(`${file}${end}`).mode,
      );
      expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o700, 0o600, 0o600]);
    });
  });

  it('finishes what was asked for when it closes, and leaves one file', async () => {
    const asked = Array.from({ length: 300 }, () => sample.run());
    let answers: Promise<unknown> = Promise.resolve();
    await withStore(async ({ runs }) => {
      answers = Promise.all(asked.map((run) => runs.acceptRun({ run })));
    });
    await answers;
    expect(readdirSync(path.dirname(file))).toEqual(['tutti.db']);
    for (const run of [asked[0]!, asked[299]!]) expect(await findAfterwards(run)).toEqual(run);
  });

  it('goes on although the log grows past a checkpoint', async () => {
    await withStore(async ({ runs }) => {
      const inputs = { text: 'x'.repeat(20_000) };
      await Promise.all(
        Array.from({ length: 400 }, () => runs.acceptRun({ run: sample.run({ inputs }) })),
      );
      expect(await runs.listRuns({ limit: 500 })).toHaveLength(400);
    });
  });

  it('refuses a database of a newer version', async () => {
    await withStore(async () => {});
    const db = new DatabaseSync(file);
    db.exec(`INSERT INTO migrations VALUES (9000, '9000-from-the-future', 'x')`);
    db.close();
    await expect(openSqliteStore({ path: file })).rejects.toThrow('9000-from-the-future');
  });

  it('refuses a file that is no database, and leaves it as it is', async () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, 'these are my notes\n'.repeat(1000));
    await expect(openSqliteStore({ path: file })).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('not a database') as unknown,
    });
    expect(readFileSync(file, 'utf8')).toContain('these are my notes');
  });

  it('leaves no trace of a forgotten memory in any of its files', async () => {
    const secret = 'xylophone-of-my-grandmother';
    const filesHold = (text: string) =>
      readdirSync(path.dirname(file)).some((name) =>
        readFileSync(path.join(path.dirname(file), name)).includes(text),
      );
    await withStore(async ({ runs }) => {
      const commit = async (kind: string, data: object, inputs = {}) => {
        const run = sample.run({ inputs });
        await runs.acceptRun({ run });
        await runs.settleRun(sample.settling(run, { changes: [{ kind, data: { ...data } }] }));
      };
      const memory = sampleMemory({ id: 'mem_1', text: secret, tags: ['zither'], caller: 'c' });
      await commit('memory.add', memory, { text: secret });
      expect(filesHold(secret)).toBe(true);
      expect(filesHold('xylophon')).toBe(true);
      await commit('memory.forget', { space: 'home', ids: ['mem_1'] });
      for (const word of [secret, 'xylophon', 'zither']) expect(filesHold(word), word).toBe(false);
    });
  });

  describe.skipIf(!canMount())('on a disk that is full', () => {
    let small: string;
    beforeEach(() => {
      small = path.join(folder, 'small');
      mkdirSync(small);
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', small]);
      file = path.join(small, 'tutti.db');
    });
    afterEach(() => execFileSync('/bin/umount', [small]));

    it('says so, keeps nothing half, and goes on once there is room', async () => {
      await withStore(async ({ runs, health }) => {
        const accepted: Run[] = [];
        const fill = async () => {
          for (;;) {
            const run = sample.run({ inputs: { text: 'x'.repeat(20_000) } });
            await runs.acceptRun({ run });
            accepted.push(run);
          }
        };
        await expect(fill()).rejects.toMatchObject({
          code: 'storage_unavailable',
          retryable: true,
          message: expect.stringMatching(/disk/) as unknown,
        });
        expect(await health()).toMatchObject({ state: 'down' });
        expect(await runs.listRuns({ limit: 500 })).toHaveLength(accepted.length);

        execFileSync('/bin/mount', ['-o', 'remount,size=20m', small]);
        expect(await health()).toEqual({ state: 'ready' });
        const result: StoredResult = sample.result({ text: 'y'.repeat(100_000) });
        await runs.recordReads([], [result]);
        expect(await runs.findResult(result)).toEqual(result);
        for (const run of accepted) {
          expect(await runs.findRun({ runId: run.id, space: run.space })).toEqual(run);
        }
      });
    });
  });
});

/** Only root can mount, and not in every container. */
function canMount(): boolean {
  const probe = makeTempFolder();
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], {
      stdio: 'ignore',
    });
    execFileSync('/bin/umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true });
  }
}
