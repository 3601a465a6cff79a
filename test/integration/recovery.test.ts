import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { openHouse, tokenOf, type House } from './harness.ts';
import { createWorld } from './world.ts';

/* Two processes on one data folder: what the first began, the second takes over. */
const world = createWorld();
const nextWorld = createWorld();
let house: House;
let next: House;
let caller: Caller;

beforeAll(async () => {
  house = await openHouse({ world });
  next = await openHouse({ world: nextWorld, folder: house.folder, steps: house.steps });
});
beforeEach(async () => {
  caller = house.meet();
  next.meet(caller);
  /* Recovery asks whether the caller still counts. */
  await house.keyRing.createKey({ caller: caller.name, space: caller.space });
});
afterEach(async () => {
  for (const { world, active } of [house, next]) {
    world.letGo();
    await expect.poll(() => active.count()).toBe(0);
  }
});
afterAll(async () => {
  await next.close();
  await house.close();
});

/** The first process is gone, as far as anybody can tell. */
async function crash(): Promise<void> {
  await next.directory.refresh();
  await next.recover();
}

async function begin(intent: string, more: Record<string, unknown> = {}): Promise<string> {
  const before = world.waiting();
  const { job_id = '' } = await house.call(
    { intent, inputs: { how: 'waits' }, wait_s: 0, ...more },
    { caller },
  );
  await expect.poll(world.waiting).toBe(before + 1);
  return job_id;
}

const look = (at: House, jobId: string) => at.jobs.get(caller, { jobId, waitMs: 0 });

describe('after a crash', () => {
  it.each(['lamp.set', 'pay.charge', 'post.send'])(
    '%s is unknown, and not run again',
    async (intent) => {
      const shown = await house.call(
        { intent, inputs: { how: 'waits' }, dry_run: true },
        { caller },
      );
      const jobId = await begin(intent, shown.confirm && { confirm_token: tokenOf(shown) });
      await crash();
      const job = await look(next, jobId);
      expect(job).toMatchObject({
        status: 'unknown',
        answer: { error: { code: 'outcome_unknown' } },
      });
      const receipt = await next.archive.getReceipt(caller, job.answer?.receipt_id ?? '');
      expect(receipt).toMatchObject({ status: 'unknown', job_id: jobId });
    },
  );

  it.each(['probe.read', 'note.put'])('%s is run again with the inputs it had', async (intent) => {
    const jobId = await begin(intent, { inputs: { how: 'waits', to: 'it' } });
    await crash();
    await expect.poll(nextWorld.waiting).toBe(1);
    expect(await look(next, jobId)).toMatchObject({ status: 'running' });
    nextWorld.letGo();
    const job = await next.jobs.get(caller, { jobId, waitMs: 5000 });
    expect(job).toMatchObject({ status: 'success', answer: { result: { did: 'it' } } });
    expect(nextWorld.keys).toEqual([jobId]);
  });

  it('the old attempt cannot settle over the new one', async () => {
    const jobId = await begin('note.put', { inputs: { how: 'waits', to: 'old' } });
    await crash();
    await expect.poll(nextWorld.waiting).toBe(1);
    world.letGo();
    await expect.poll(() => house.active.count()).toBe(0);
    expect(await look(next, jobId)).toMatchObject({ status: 'running' });
    nextWorld.letGo();
    const job = await next.jobs.get(caller, { jobId, waitMs: 5000 });
    expect(job.answer?.result).toEqual({ did: 'old', times: 1 });
    expect(nextWorld.done).toHaveLength(1);
  });

  it('the old attempt cannot turn what is unknown into a success', async () => {
    const jobId = await begin('lamp.set');
    await crash();
    world.letGo();
    await expect.poll(() => house.active.count()).toBe(0);
    expect(await look(next, jobId)).toMatchObject({ status: 'unknown' });
  });

  it('what was asked to be cancelled is not begun again', async () => {
    const jobId = await begin('note.put');
    await house.store.runs.requestCancel({ runId: jobId, space: caller.space, at: 1 });
    await crash();
    expect(await look(next, jobId)).toMatchObject({ status: 'cancelled' });
    expect(nextWorld.signals).toEqual([]);
  });

  it('the run of a caller whose keys were revoked is not begun again', async () => {
    const jobId = await begin('note.put');
    await house.keyRing.revokeCaller(caller.name);
    await crash();
    expect(await look(next, jobId)).toMatchObject({ status: 'cancelled' });
    expect(nextWorld.signals).toEqual([]);
  });

  it('the run of a caller whose scopes no longer cover it is not begun again', async () => {
    const jobId = await begin('note.put');
    await house.keyRing.createKey({ caller: caller.name, scopes: ['lamp.*'] });
    await crash();
    expect(await look(next, jobId)).toMatchObject({ status: 'cancelled' });
  });

  it('what was settled stays as it was, and its key replays it', async () => {
    const request = { intent: 'lamp.set', idempotency_key: 'k' };
    const answer = await house.call(request, { caller });
    await crash();
    expect(await next.call(request, { caller })).toMatchObject({
      job_id: answer.job_id,
      result: answer.result,
      replayed: true,
    });
    expect(nextWorld.done).toEqual([]);
  });

  it('a call joins the run that was begun again', async () => {
    const request = { intent: 'note.put', inputs: { how: 'waits' }, idempotency_key: 'k' };
    const jobId = await begin('note.put', request);
    await crash();
    const joined = next.call(request, { caller });
    await expect.poll(nextWorld.waiting).toBe(1);
    nextWorld.letGo();
    expect(await joined).toMatchObject({ job_id: jobId, status: 'success', replayed: true });
  });

  it('more runs than one batch are all taken over', async () => {
    const jobIds = await Promise.all(
      Array.from({ length: 130 }, async (_, at) => {
        const inputs = { how: 'waits', to: `${at}` };
        const { job_id } = await house.call({ intent: 'lamp.set', inputs, wait_s: 0 }, { caller });
        return job_id ?? '';
      }),
    );
    await expect.poll(world.waiting).toBe(130);
    await crash();
    const { items } = await next.ownerDesk.list({ status: 'unknown', limit: 200 });
    expect(items.map(({ job_id }) => job_id)).toEqual(expect.arrayContaining(jobIds));
  });
});

describe('leases', () => {
  it('of a run elsewhere are left alone while they hold, and taken over once they have ended', async () => {
    const jobId = await begin('lamp.set');
    house.steps.advance(14_999);
    await next.sweep();
    expect(await look(next, jobId)).toMatchObject({ status: 'running' });
    house.steps.advance(1);
    await next.sweep();
    expect(await look(next, jobId)).toMatchObject({ status: 'unknown' });
  });

  it('that ended while this very machine slept do not end what goes on here', async () => {
    const harmless = await begin('note.put');
    const jobId = await begin('lamp.set');
    house.steps.advance(8 * 60 * 60_000);
    await house.sweep();
    expect(await look(house, jobId)).toMatchObject({ status: 'running' });
    world.letGo();
    for (const id of [jobId, harmless]) {
      expect(await house.jobs.get(caller, { jobId: id, waitMs: 5000 })).toMatchObject({
        status: 'success',
      });
    }
    expect(world.done).toHaveLength(2);
  });
});

describe('a shutdown', () => {
  it('leaves what goes on to the next start, and says so to who waits', async () => {
    const waiting = house.call({ intent: 'lamp.set', inputs: { how: 'waits' } }, { caller });
    await expect.poll(world.waiting).toBe(1);
    await house.active.stopAll('shutdown');
    const answer = await waiting;
    expect(answer).toMatchObject({ status: 'accepted' });
    expect(world.signals[0]?.aborted).toBe(true);
    await crash();
    expect(await look(next, answer.job_id ?? '')).toMatchObject({ status: 'unknown' });
  });

  it('does not forget receipts of reads', async () => {
    const { receipt_id = '' } = await house.call({ intent: 'probe.read' }, { caller });
    await house.ledger.stop();
    await crash();
    expect(await next.archive.getReceipt(caller, receipt_id)).toMatchObject({ receipt_id });
  });
});
