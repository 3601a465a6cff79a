import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../platform/testing/two-stores.ts';
import type { OutboxEntry, RunStore } from '../runs/run-store.ts';
import { createSampleRuns, start } from '../runs/testing/sample-runs.ts';
import type { OutboxStore } from './outbox-store.ts';

export interface OutboxStores {
  readonly runs: RunStore;
  readonly outbox: OutboxStore;
}

/** What every `OutboxStore` promises; callbacks come from runs that settle. */
export function testOutboxStore(name: string, open: OpenTwoStores<OutboxStores>): void {
  describe(`${name}: outbox`, () => {
    const sample = createSampleRuns();
    let stores: TwoStores<OutboxStores>;
    let a: OutboxStore;
    let b: OutboxStore;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.outbox;
      b = stores.b.outbox;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    async function enqueue(changes: Partial<OutboxEntry> = {}): Promise<OutboxEntry> {
      const { runs } = stores.a;
      const run = sample.run();
      const callback = {
        id: sample.newId('evt'),
        caller: run.caller,
        space: run.space,
        runId: run.id,
        url: 'https://hooks.example.org/done',
        body: '{"job_id":"größe"}',
        createdAt: start,
        ...changes,
      };
      await runs.acceptRun({ run });
      await runs.settleRun(sample.settling(run, { callback }));
      return callback;
    }
    const claim = (
      store: OutboxStore,
      { now = start, limit = 10, exceptCallers = [] as string[] } = {},
    ) => store.claimDueCallbacks({ now, leaseUntil: now + 1000, limit, exceptCallers });

    it('has nothing at first', async () => {
      expect(await claim(a)).toEqual([]);
      expect(await a.nextDueAt()).toBeUndefined();
    });

    it('gives a callback that is due to one claimer, until the claim ends', async () => {
      const { id, caller, url, body } = await enqueue();
      const due = { id, caller, url, body, attempts: 0, createdAt: start };
      expect(await claim(a)).toEqual([due]);
      expect(await claim(b)).toEqual([]);
      expect(await claim(b, { now: start + 999 })).toEqual([]);
      expect(await claim(b, { now: start + 1000 })).toEqual([due]);
    });

    it('gives those that are due longest first, and no more than asked', async () => {
      const late = await enqueue({ createdAt: start + 5 });
      const early = await enqueue({ createdAt: start + 1 });
      await enqueue({ createdAt: start + 500 });
      const now = start + 10;
      expect(await claim(a, { now, limit: 1 })).toMatchObject([{ id: early.id }]);
      expect(await claim(b, { now })).toMatchObject([{ id: late.id }]);
    });

    it('passes over callers that are busy, and leaves theirs for later', async () => {
      const busy = await enqueue({ caller: 'slow' });
      const other = await enqueue({ createdAt: start + 1 });
      const now = start + 1;
      expect(await claim(a, { now, exceptCallers: ['slow'] })).toMatchObject([{ id: other.id }]);
      expect(await claim(a, { now })).toMatchObject([{ id: busy.id }]);
    });

    it('tries again when it is time, and counts', async () => {
      const { id } = await enqueue();
      await claim(a);
      await a.retryCallback({ id, dueAt: start + 5000, detail: 'answered 503' });
      expect(await claim(b, { now: start + 4999 })).toEqual([]);
      expect(await claim(b, { now: start + 5000 })).toMatchObject([{ id, attempts: 1 }]);
    });

    it.each(['delivered', 'given_up'] as const)('never gives it again once %s', async (outcome) => {
      const { id } = await enqueue();
      await claim(a);
      await a.finishCallback({ id, outcome, at: start, detail: 'answered 204' });
      await b.retryCallback({ id, dueAt: start, detail: 'a sender that was slow' });
      expect(await claim(b, { now: start + 99_999 })).toEqual([]);
      expect(await b.nextDueAt()).toBeUndefined();
    });

    it('knows when the next one is due', async () => {
      const { id } = await enqueue({ createdAt: start + 7 });
      await enqueue({ createdAt: start + 9 });
      expect(await b.nextDueAt()).toBe(start + 7);
      await a.retryCallback({ id, dueAt: start + 20, detail: 'reset' });
      expect(await b.nextDueAt()).toBe(start + 9);
    });

    it('never gives one callback to two who claim at once', async () => {
      for (let count = 0; count < 20; count += 1) await enqueue();
      const claims = await Promise.all(
        Array.from({ length: 12 }, (_, index) => claim(index % 2 === 0 ? a : b, { limit: 3 })),
      );
      const ids = claims.flat().map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
    });

    it('queues nothing for a run that was fenced', async () => {
      const { runs } = stores.a;
      const run = sample.run();
      await runs.acceptRun({ run });
      const callback = await enqueue();
      const late = { ...callback, id: sample.newId('evt') };
      await runs.settleRun(sample.settling(run, { epoch: 9, callback: late }));
      expect(await claim(b)).toMatchObject([{ id: callback.id }]);
    });
  });
}
