import { describe, expect, it } from 'vitest';
import type { Receipt } from '#contract';
import type { ListRuns, Run, RunKey, SettleRun } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import { createSampleRuns, explicitKey, start } from './testing/sample-runs.ts';

const aDay = 24 * 60 * 60_000;

export function describeArchive(stores: StoresNow): void {
  const sample = createSampleRuns();

  async function accepted(changes?: Partial<Run>, key?: RunKey): Promise<Run> {
    const run = sample.run(changes);
    await stores().a.runs.acceptRun(key === undefined ? { run } : { run, key });
    return run;
  }
  async function settled(changes?: Partial<SettleRun>, key?: RunKey): Promise<Run> {
    const run = await accepted({}, key);
    await stores().a.runs.settleRun(sample.settling(run, changes));
    return run;
  }
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const list = async (input: Partial<ListRuns>) =>
    idsOf(await stores().b.runs.listRuns({ limit: 10, ...input }));

  describe('finding and listing', () => {
    it('finds nothing where there is nothing', async () => {
      const { runs } = stores().a;
      expect(await runs.findRun({ runId: 'job_x', space: 'home' })).toBeUndefined();
      expect(await runs.getRunOfAnySpace('job_x')).toBeUndefined();
      expect(await runs.findReceipt({ receiptId: 'rcp_x', space: 'home' })).toBeUndefined();
      expect(await runs.findResult({ handle: 'res_x', space: 'home' })).toBeUndefined();
      expect(await runs.listRuns({ limit: 5 })).toEqual([]);
      expect(await runs.listReceipts({ limit: 5 })).toEqual([]);
    });

    it('lists runs newest first, and no more than asked for', async () => {
      const runs = [await accepted(), await accepted(), await accepted(), await accepted()];
      const newestFirst = idsOf(runs).toReversed();
      expect(await list({ limit: 2 })).toEqual(newestFirst.slice(0, 2));
      expect(await list({ limit: 2, after: newestFirst[1]! })).toEqual(newestFirst.slice(2));
      expect(await list({ after: newestFirst[3]! })).toEqual([]);
    });

    it('lists by space, status and intent, and by all of them', async () => {
      const dim = await accepted({ intent: 'lights.dim' });
      const office = await accepted({ space: 'office' });
      const done = await settled();
      const unknown = await settled({ status: 'unknown' });
      expect(await list({ space: 'office' })).toEqual([office.id]);
      expect(await list({ status: 'running' })).toEqual([office.id, dim.id]);
      expect(await list({ status: 'unknown' })).toEqual([unknown.id]);
      expect(await list({ intent: 'lights.dim' })).toEqual([dim.id]);
      const all = { space: 'home', intent: 'lights.set' } as const;
      expect(await list({ ...all, status: 'success' })).toEqual([done.id]);
      expect(await list({ ...all, status: 'unknown', after: unknown.id })).toEqual([]);
    });

    it('keeps reads as receipts and results without a run', async () => {
      const receipts = [sample.readReceipt(), sample.readReceipt()];
      const results = [sample.result()];
      await stores().a.runs.recordReads(receipts, results);
      const { runs } = stores().b;
      expect(await runs.listReceipts({ space: 'home', limit: 5 })).toEqual(receipts.toReversed());
      expect(await runs.findResult(results[0]!)).toEqual(results[0]);
      expect(await runs.listRuns({ limit: 5 })).toEqual([]);
    });

    it('pages through receipts of runs and reads together', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        const read = sample.readReceipt();
        await stores().a.runs.recordReads([read], []);
        const settling = sample.settling(await accepted());
        await stores().a.runs.settleRun(settling);
        ids.unshift(settling.receipt.receipt_id, read.receipt_id);
      }
      const page = async (after?: string) => {
        const rows = await stores().b.runs.listReceipts({ limit: 2, ...(after && { after }) });
        return rows.map(({ receipt_id }) => receipt_id);
      };
      expect(await page()).toEqual(ids.slice(0, 2));
      expect(await page(ids[2])).toEqual(ids.slice(3, 5));
      expect(await page(ids[4])).toEqual(ids.slice(5));
    });

    it('shows nothing of one space to another', async () => {
      const run = await accepted();
      const settling = sample.settling(run, { result: sample.result() });
      await stores().a.runs.settleRun(settling);
      const { runs } = stores().b;
      const space = 'office';
      expect(await runs.findRun({ runId: run.id, space })).toBeUndefined();
      expect(await runs.listRuns({ space, limit: 5 })).toEqual([]);
      const receiptId = settling.receipt.receipt_id;
      expect(await runs.findReceipt({ receiptId, space })).toBeUndefined();
      expect(await runs.listReceipts({ space, limit: 5 })).toEqual([]);
      const handle = settling.result!.handle;
      expect(await runs.findResult({ handle, space })).toBeUndefined();
    });
  });

  describe('pruning', () => {
    const now = start + 100 * aDay;
    const prune = (changes = {}) =>
      stores().b.runs.prune({
        now,
        runsBefore: start + 10 * aDay,
        readReceiptsBefore: start,
        keepReadReceipts: 1000,
        ...changes,
      });
    const remaining = async (run: Run) => (await stores().a.runs.getRunOfAnySpace(run.id))?.status;

    it('forgets settled runs past their time, but never their receipts', async () => {
      const old = await settled({ at: start });
      const recent = await settled({ at: start + 10 * aDay });
      expect(await prune()).toBe(1);
      expect(await remaining(old)).toBeUndefined();
      expect(await remaining(recent)).toBe('success');
      expect(await stores().a.runs.listReceipts({ limit: 5 })).toHaveLength(2);
    });

    it('keeps runs that still matter: running, unknown, or holding a key', async () => {
      const running = await accepted();
      const unknown = await settled({ at: start, status: 'unknown' });
      const keyed = await settled({ at: start }, explicitKey('k', now + 1));
      const keyGone = await settled({ at: start }, explicitKey('gone', now));
      expect(await prune()).toBe(1);
      expect(await remaining(running)).toBe('running');
      expect(await remaining(unknown)).toBe('unknown');
      expect(await remaining(keyed)).toBe('success');
      expect(await remaining(keyGone)).toBeUndefined();
    });

    it('keeps a run whose callback still waits', async () => {
      const run = await accepted();
      const callback = {
        id: 'evt_1',
        caller: run.caller,
        space: run.space,
        runId: run.id,
        url: 'https://hooks.example.org',
        body: '{}',
        createdAt: start,
      };
      await stores().a.runs.settleRun(sample.settling(run, { at: start, callback }));
      expect(await prune()).toBe(0);
      expect(await remaining(run)).toBe('success');
    });

    it('forgets results past their time', async () => {
      const old = sample.result({ expiresAt: now });
      const fresh = sample.result({ expiresAt: now + 1 });
      await stores().a.runs.recordReads([], [old, fresh]);
      expect(await prune()).toBe(1);
      expect(await stores().a.runs.findResult(old)).toBeUndefined();
      expect(await stores().a.runs.findResult(fresh)).toEqual(fresh);
    });

    it('forgets receipts of reads that are old or too many', async () => {
      const receipts: Receipt[] = Array.from({ length: 6 }, () => sample.readReceipt());
      const old = receipts.slice(0, 2).map((receipt) => ({
        ...receipt,
        started_at: '2020-01-01T00:00:00.000Z',
      }));
      await stores().a.runs.recordReads([...old, ...receipts.slice(2)], []);
      await settled({ at: now });
      expect(await prune()).toBe(2);
      expect(await prune({ keepReadReceipts: 3 })).toBe(1);
      const left = await stores().a.runs.listReceipts({ limit: 10 });
      const reads = left.filter(({ job_id }) => job_id === undefined);
      expect(reads).toEqual(receipts.slice(3).toReversed());
      expect(left).toHaveLength(4);
    });

    it('forgets previews only long after they expired', async () => {
      const preview = {
        id: 'pvw_1',
        tokenHash: 'h',
        caller: 'chatgpt',
        digest: 'd',
        tokenOnly: false,
        createdAt: start,
        expiresAt: start + 1,
      };
      await stores().a.previews.keepPreview(preview);
      const consent = { kind: 'token', tokenHash: 'h', digest: 'd' } as const;
      const refusal = async () => {
        const run = sample.run({ createdAt: now });
        const outcome = await stores().a.runs.acceptRun({ run, consent });
        return outcome.kind === 'consent_refused' && outcome.why;
      };
      expect(await prune({ now: start + 2 })).toBe(0);
      expect(await refusal()).toBe('expired');
      expect(await prune()).toBe(1);
      expect(await refusal()).toBe('unknown_token');
    });

    it('removes any amount, while others go on', async () => {
      const { a, b } = stores();
      const results = Array.from({ length: 1500 }, () => sample.result({ expiresAt: start }));
      await a.runs.recordReads([], results);
      const outcomes = await Promise.all([
        b.runs.prune({ now, runsBefore: start, readReceiptsBefore: start, keepReadReceipts: 10 }),
        ...Array.from({ length: 20 }, () => a.runs.acceptRun({ run: sample.run() })),
      ]);
      expect(outcomes[0]).toBe(1500);
    });
  });
}
