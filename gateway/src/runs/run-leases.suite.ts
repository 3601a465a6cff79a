import { describe, expect, it } from 'vitest';
import type { Run, TakeExpiredRuns } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import { createSampleRuns, start } from './testing/sample-runs.ts';

export function describeLeases(stores: StoresNow): void {
  const sample = createSampleRuns();

  async function accepted(changes?: Partial<Run>): Promise<Run> {
    const run = sample.run(changes);
    await stores().a.runs.acceptRun({ run });
    return run;
  }
  const find = ({ id }: Run) => stores().b.runs.getRunOfAnySpace(id);
  const taking = (changes: Partial<TakeExpiredRuns> = {}): TakeExpiredRuns => ({
    replicaId: 'rep_b',
    now: start + 1000,
    leaseUntil: start + 9000,
    limit: 10,
    ...changes,
  });

  describe('taking over', () => {
    it('gives runs whose lease ended, as a new attempt, oldest first', async () => {
      const first = await accepted({ leaseUntil: start + 1000 });
      const second = await accepted({ leaseUntil: start + 1 });
      await accepted({ leaseUntil: start + 1001 });
      const taken = await stores().b.runs.takeExpiredRuns(taking());
      const newAttempt = { replicaId: 'rep_b', epoch: 2, leaseUntil: start + 9000 };
      expect(taken).toEqual([
        { ...first, ...newAttempt },
        { ...second, ...newAttempt },
      ]);
      expect(await find(first)).toEqual(taken[0]);
    });

    it('takes no more than asked, the rest next time', async () => {
      for (let count = 0; count < 5; count += 1) await accepted({ leaseUntil: start });
      const { runs } = stores().b;
      const taken = [];
      for (const limit of [2, 2, 2]) taken.push(await runs.takeExpiredRuns(taking({ limit })));
      expect(taken.map(({ length }) => length)).toEqual([2, 2, 1]);
    });

    it('leaves settled runs alone', async () => {
      for (const status of ['success', 'error', 'cancelled', 'unknown'] as const) {
        const run = await accepted({ leaseUntil: start });
        await stores().a.runs.settleRun(sample.settling(run, { status }));
      }
      expect(await stores().b.runs.takeExpiredRuns(taking())).toEqual([]);
    });

    it('never gives one run to two replicas', async () => {
      for (let count = 0; count < 30; count += 1) await accepted({ leaseUntil: start });
      const { a, b } = stores();
      const taken = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 === 0 ? a : b).runs.takeExpiredRuns(
            taking({ replicaId: `rep_${index}`, limit: 4 }),
          ),
        ),
      );
      const ids = taken.flat().map(({ id }) => id);
      expect(ids).toHaveLength(30);
      expect(new Set(ids).size).toBe(30);
    });
  });

  describe('keeping a lease', () => {
    it('lengthens it for the replica that holds it, and for no other', async () => {
      const run = await accepted({ leaseUntil: start + 1 });
      const touch = { runIds: [run.id], leaseUntil: start + 5000 };
      await stores().b.runs.touchRuns({ replicaId: 'rep_b', ...touch });
      expect(await find(run)).toMatchObject({ leaseUntil: start + 1 });
      await stores().a.runs.touchRuns({ replicaId: 'rep_a', ...touch });
      expect(await find(run)).toMatchObject({ leaseUntil: start + 5000, epoch: 1 });
      expect(await stores().b.runs.takeExpiredRuns(taking())).toEqual([]);
    });

    it('tells of which of them cancellation was asked for', async () => {
      const [first, second, third] = [await accepted(), await accepted(), await accepted()];
      for (const { id } of [second, third]) {
        await stores().b.runs.requestCancel({ runId: id, space: 'home', at: start });
      }
      const touched = await stores().a.runs.touchRuns({
        replicaId: 'rep_a',
        runIds: [first.id, second.id],
        leaseUntil: start + 5000,
      });
      expect(touched).toEqual([second.id]);
    });

    it('does not bring a settled run back', async () => {
      const run = await accepted();
      await stores().a.runs.settleRun(sample.settling(run));
      const before = await find(run);
      const touch = { replicaId: 'rep_a', runIds: [run.id], leaseUntil: start + 99_999 };
      expect(await stores().a.runs.touchRuns(touch)).toEqual([]);
      expect(await find(run)).toEqual(before);
    });

    it('ends for all others where a replica knows that it is alone', async () => {
      const lost = await accepted();
      const own = await accepted({ replicaId: 'rep_b' });
      await stores().b.runs.endOtherLeases({ replicaId: 'rep_b', now: start + 1000 });
      const taken = await stores().b.runs.takeExpiredRuns(taking());
      expect(taken.map(({ id }) => id)).toEqual([lost.id]);
      expect(await find(own)).toEqual(own);
    });
  });

  describe('asking for cancellation', () => {
    it('is noted once, with its first time', async () => {
      const run = await accepted();
      const ask = (at: number) =>
        stores().b.runs.requestCancel({ runId: run.id, space: 'home', at });
      expect(await ask(start + 7)).toEqual({ ...run, cancelRequestedAt: start + 7 });
      expect(await ask(start + 8)).toEqual({ ...run, cancelRequestedAt: start + 7 });
    });

    it('leaves a settled run as it is', async () => {
      const run = await accepted();
      await stores().a.runs.settleRun(sample.settling(run));
      const asked = await stores().a.runs.requestCancel({
        runId: run.id,
        space: 'home',
        at: start,
      });
      expect(asked).toMatchObject({ status: 'success' });
      expect(asked).not.toHaveProperty('cancelRequestedAt');
    });

    it('reaches no run of another space', async () => {
      const run = await accepted();
      const ask = { runId: run.id, space: 'office', at: start };
      expect(await stores().a.runs.requestCancel(ask)).toBeUndefined();
      expect(await find(run)).toEqual(run);
    });
  });
}
