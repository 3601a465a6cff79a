import { describe, expect, it } from 'vitest';
import type { ResolveRun, Run, RunKey, SettleRun } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import {
  answerOf,
  createSampleRuns,
  derivedKey,
  explicitKey,
  start,
} from './testing/sample-runs.ts';

export function describeSettling(stores: StoresNow): void {
  const sample = createSampleRuns();

  async function accepted(key?: RunKey): Promise<Run> {
    const run = sample.run();
    await stores().a.runs.acceptRun(key === undefined ? { run } : { run, key });
    return run;
  }
  const find = ({ id }: Run) => stores().b.runs.getRunOfAnySpace(id);
  const settle = (run: Run, changes?: Partial<SettleRun>) =>
    stores().a.runs.settleRun(sample.settling(run, changes));

  describe('settling', () => {
    it('keeps answer, receipt and result together', async () => {
      const run = await accepted();
      const result = sample.result();
      const settling = sample.settling(run, { result });
      expect(await stores().a.runs.settleRun(settling)).toBe('settled');

      const { runs } = stores().b;
      expect(await find(run)).toEqual({
        ...run,
        status: 'success',
        answer: answerOf(run),
        settledAt: settling.at,
      });
      const receipt = { receiptId: settling.receipt.receipt_id, space: run.space };
      expect(await runs.findReceipt(receipt)).toEqual(settling.receipt);
      expect(await runs.findResult({ handle: result.handle, space: 'home' })).toEqual(result);
    });

    it('is fenced where a newer attempt owns the run', async () => {
      const run = await accepted();
      const replica = { replicaId: 'rep_b', now: run.leaseUntil, leaseUntil: run.leaseUntil + 1 };
      await stores().b.runs.takeExpiredRuns({ ...replica, limit: 1 });
      const late = sample.settling(run);
      expect(await stores().a.runs.settleRun(late)).toBe('fenced');
      expect(await find(run)).toMatchObject({ status: 'running', epoch: 2 });
      const receipt = { receiptId: late.receipt.receipt_id, space: run.space };
      expect(await stores().a.runs.findReceipt(receipt)).toBeUndefined();
      expect(await settle(run, { epoch: 2 })).toBe('settled');
    });

    it('is fenced where the run is settled, or was never accepted', async () => {
      const run = await accepted();
      await settle(run);
      expect(await settle(run, { status: 'error' })).toBe('fenced');
      expect(await find(run)).toMatchObject({ status: 'success' });
      expect(await settle(sample.run())).toBe('fenced');
    });

    it('settles once however many attempts settle it at once', async () => {
      const run = await accepted();
      const { a, b } = stores();
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? a : b).runs.settleRun(sample.settling(run)),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'settled')).toHaveLength(1);
      expect(await a.runs.listReceipts({ limit: 50 })).toHaveLength(1);
    });

    it('keeps nothing where a change is of a kind that nobody knows', async () => {
      const run = await accepted(explicitKey('k'));
      const settling = sample.settling(run, {
        changes: [{ kind: 'nobody.knows', data: { space: run.space } }],
        result: sample.result(),
        freesKey: true,
      });
      await expect(stores().a.runs.settleRun(settling)).rejects.toMatchObject({ code: 'internal' });
      expect(await find(run)).toEqual(run);
      expect(await stores().b.runs.listReceipts({ limit: 5 })).toEqual([]);
      const repeated = { run: sample.run(), key: explicitKey('k') };
      expect((await stores().a.runs.acceptRun(repeated)).kind).toBe('existing');
    });

    it.each([
      ['explicit', explicitKey('k')],
      ['derived', derivedKey('k')],
    ])('frees its %s key where nothing happened', async (_, key) => {
      const run = await accepted(key);
      await settle(run, { status: 'error', freesKey: true });
      const repeated = await stores().a.runs.acceptRun({ run: sample.run(), key });
      expect(repeated.kind).toBe('accepted');
    });

    it('does not free the key that a later run took over', async () => {
      const first = await accepted(derivedKey('k'));
      const second = sample.run();
      const { runs } = stores().a;
      await runs.acceptRun({ run: second, key: derivedKey('k', { again: true }) });
      await settle(first, { status: 'error', freesKey: true });
      expect(await runs.acceptRun({ run: sample.run(), key: derivedKey('k') })).toEqual({
        kind: 'existing',
        run: second,
      });
    });
  });

  describe('progress', () => {
    it('is kept for those who poll, newest only', async () => {
      const run = await accepted();
      const { runs } = stores().a;
      await runs.saveProgress({ runId: run.id, epoch: 1, progress: { fraction: 0.1 } });
      await runs.saveProgress({ runId: run.id, epoch: 1, progress: { message: 'half' } });
      expect(await find(run)).toEqual({ ...run, progress: { message: 'half' } });
    });

    it('is ignored from an old attempt and after the end', async () => {
      const run = await accepted();
      const { runs } = stores().a;
      await runs.saveProgress({ runId: run.id, epoch: 7, progress: { fraction: 0.1 } });
      await settle(run);
      await runs.saveProgress({ runId: run.id, epoch: 1, progress: { fraction: 0.2 } });
      expect(await find(run)).not.toHaveProperty('progress');
    });
  });

  describe('what a run is found by on its far side', () => {
    it('is kept, newest only, with a run that is recorded later too', async () => {
      const run = await accepted();
      const { runs } = stores().a;
      await runs.saveHandle({ runId: run.id, epoch: 1, handle: { execution: '1' } });
      await runs.saveHandle({ runId: run.id, epoch: 1, handle: { execution: '2' } });
      expect(await find(run)).toEqual({ ...run, handle: { execution: '2' } });
      const late = sample.run({ handle: { execution: '3' } });
      await runs.acceptRun({ run: late });
      expect(await find(late)).toEqual(late);
    });

    it('is ignored from an old attempt and after the end', async () => {
      const run = await accepted();
      const { runs } = stores().a;
      await runs.saveHandle({ runId: run.id, epoch: 7, handle: { execution: '1' } });
      await settle(run);
      await runs.saveHandle({ runId: run.id, epoch: 1, handle: { execution: '2' } });
      expect(await find(run)).not.toHaveProperty('handle');
    });
  });

  describe('resolving', () => {
    async function unknown(key?: RunKey): Promise<Run> {
      const run = await accepted(key);
      const { receipt } = resolving(run);
      await settle(run, { status: 'unknown', receipt: { ...receipt, status: 'unknown' } });
      return run;
    }
    const resolving = (run: Run, changes: Partial<ResolveRun> = {}): ResolveRun => ({
      runId: run.id,
      status: 'success',
      answer: answerOf(run),
      receipt: { ...sample.settling(run).receipt, receipt_id: `rcp_of_${run.id}` },
      at: start + 500,
      freesKey: false,
      ...changes,
    });

    it('makes of an unknown run what the owner found', async () => {
      const run = await unknown(explicitKey('k'));
      const resolved = await stores().b.runs.resolveRun(resolving(run));
      const after = { ...run, status: 'success', answer: answerOf(run), settledAt: start + 500 };
      expect(resolved).toEqual({ kind: 'resolved', run: after });
      expect(await find(run)).toEqual(after);
      const repeated = { run: sample.run(), key: explicitKey('k') };
      expect((await stores().a.runs.acceptRun(repeated)).kind).toBe('existing');
    });

    it('makes of its receipt what the owner found', async () => {
      const run = await unknown();
      const resolve = resolving(run);
      await stores().a.runs.resolveRun(resolve);
      await stores().a.runs.resolveRun(
        resolving(run, { receipt: { ...resolve.receipt, status: 'error' } }),
      );
      expect(await stores().b.runs.listReceipts({ limit: 5 })).toEqual([resolve.receipt]);
      const found = { receiptId: resolve.receipt.receipt_id, space: run.space };
      expect(await stores().b.runs.findReceipt(found)).toEqual(resolve.receipt);
    });

    it('frees the key where it did not happen', async () => {
      const run = await unknown(derivedKey('k'));
      await stores().a.runs.resolveRun(resolving(run, { status: 'error', freesKey: true }));
      const repeated = { run: sample.run(), key: derivedKey('k') };
      expect((await stores().a.runs.acceptRun(repeated)).kind).toBe('accepted');
    });

    it('changes nothing of a run that is not unknown', async () => {
      const run = await accepted();
      const outcome = await stores().a.runs.resolveRun(resolving(run, { freesKey: true }));
      expect(outcome).toEqual({ kind: 'not_unknown', run });
      expect(await find(run)).toEqual(run);
      expect(await stores().a.runs.resolveRun(resolving(sample.run()))).toBeUndefined();
    });

    it('is done by one of many who do it at once', async () => {
      const run = await unknown();
      const { a, b } = stores();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? a : b).runs.resolveRun(resolving(run)),
        ),
      );
      expect(outcomes.filter((outcome) => outcome?.kind === 'resolved')).toHaveLength(1);
    });
  });
}
