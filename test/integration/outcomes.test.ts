import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../contract/src/index.ts';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { openHouse, tokenOf, type House } from './harness.ts';
import { createWorld } from './world.ts';

const dayMs = 24 * 60 * 60_000;
const world = createWorld();
let house: House;
let caller: Caller;

beforeAll(async () => {
  house = await openHouse({ world });
});
beforeEach(() => {
  caller = house.meet();
});
afterAll(() => house.close());

const set = (more: Record<string, unknown> = {}) => house.call({ intent: 'lamp.set', ...more });
const jobOf = ({ job_id }: Answer) => house.jobs.get(caller, { jobId: job_id ?? '', waitMs: 0 });

describe('a run that ends badly', () => {
  it('before its effect may be sent again', async () => {
    const answer = await set({ inputs: { how: 'refused' } });
    expect(answer.error).toMatchObject({ code: 'engine_unavailable', retryable: true });
    expect(await jobOf(answer)).toMatchObject({ status: 'error' });
    expect((await set({ inputs: { how: 'refused' } })).replayed).toBeUndefined();
  });

  it.each(['lamp.set', 'probe.read'])(
    'with a result of %s that is not JSON says that it was done, at once',
    async (intent) => {
      const answer = await house.call({ intent, inputs: { how: 'circle' } });
      expect(answer.error).toMatchObject({ code: 'engine_failed', retryable: false });
      expect(answer.error?.hint).toContain('it was done');
      expect(world.done).toHaveLength(1);
    },
  );

  it('for good is an error, stored like a result', async () => {
    const answer = await set({ inputs: { how: 'fails' } });
    expect(answer.error).toMatchObject({ code: 'engine_failed', retryable: false });
    expect(await jobOf(answer)).toMatchObject({ status: 'error', answer });
    expect(await set({ inputs: { how: 'fails' } })).toMatchObject({ replayed: true });
    expect(world.done).toHaveLength(1);
  });

  it.each(['lamp.set', 'post.send', 'pay.charge', 'shell.run'])(
    'in the middle of %s has an outcome that nobody knows',
    async (intent) => {
      const request = { intent, inputs: { how: 'breaks' } };
      const first = await house.call(request);
      const answer = first.confirm
        ? await house.call({ ...request, confirm_dangerous: true })
        : first;
      expect(answer.error).toMatchObject({ code: 'outcome_unknown', retryable: false });
      expect(await jobOf(answer)).toMatchObject({ status: 'unknown' });
      expect(JSON.stringify(answer)).not.toContain('socket hang up');
      const receipt = await house.archive.getReceipt(caller, answer.receipt_id ?? '');
      expect(receipt).toMatchObject({ status: 'unknown', error_code: 'outcome_unknown' });
    },
  );

  it('where repeating is harmless is a plain error', async () => {
    const answer = await house.call({ intent: 'note.put', inputs: { how: 'breaks' } });
    expect(answer.error).toMatchObject({ code: 'internal' });
    expect(await jobOf(answer)).toMatchObject({ status: 'error' });
  });

  it.each([{}, { idempotency_key: 'k' }])(
    'where repeating is harmless runs again when it is sent again: %j',
    async (key) => {
      const request = { intent: 'note.put', inputs: { how: 'breaks' }, ...key };
      await house.call(request);
      expect((await house.call(request)).replayed).toBeUndefined();
      expect(world.done).toHaveLength(2);
    },
  );

  it('at its deadline is over for the caller, though the engine ignores its signal', async () => {
    const answer = await house.call({ intent: 'race.run', inputs: { how: 'waits' } });
    expect(answer.error).toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(world.signals[0]?.aborted).toBe(true);
    world.letGo();
    await expect.poll(() => world.done).toEqual(['race.run x']);
    expect(await jobOf(answer)).toMatchObject({ status: 'unknown', answer });
  });

  it('because its rows are refused wrote none of them', async () => {
    const answer = await house.call({ intent: 'thief.write' });
    expect(answer).toMatchObject({ status: 'error', error: { code: 'internal' } });
    expect(await jobOf(answer)).toMatchObject({ status: 'error' });
    expect(await house.store.memories.findMemory({ id: 'mem_1', space: 'others' })).toBeUndefined();
    expect(house.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('a run of unknown outcome', () => {
  const breaking = { inputs: { to: 'on', how: 'breaks' } };

  it('holds its derived key against time, order and "again"', async () => {
    const first = await set(breaking);
    await set({ inputs: { to: 'off' } });
    house.steps.advance(30 * dayMs);
    for (const more of [{}, { again: true }]) {
      const answer = await set({ ...breaking, ...more });
      expect(answer).toMatchObject({ job_id: first.job_id, replayed: true, status: 'error' });
      expect(answer.next?.say).not.toContain('"again"');
    }
    expect(world.done).toEqual(['lamp.set on', 'lamp.set off']);
  });

  it('holds its idempotency_key longer than a week', async () => {
    const first = await set({ ...breaking, idempotency_key: 'k' });
    house.steps.advance(8 * dayMs);
    expect(await set({ ...breaking, idempotency_key: 'k' })).toMatchObject({
      job_id: first.job_id,
      replayed: true,
    });
  });

  it('is not repeated by a fresh confirmation either', async () => {
    const request = { intent: 'post.send', inputs: { how: 'breaks' } };
    await house.call(request);
    const first = await house.call({ ...request, confirm_dangerous: true });
    const token = tokenOf(await house.call(request));
    const second = await house.call({ ...request, confirm_token: token });
    expect(second).toMatchObject({ job_id: first.job_id, error: { code: 'outcome_unknown' } });
    expect(world.done).toHaveLength(1);
  });

  it('that happened, as the owner found, is replayed as a success and not run again', async () => {
    const { job_id, receipt_id } = await set(breaking);
    const job = await house.ownerDesk.resolve(job_id ?? '', { outcome: 'happened' });
    expect(job).toMatchObject({ status: 'success', answer: { status: 'success' } });
    const receipt = await house.archive.getReceipt(caller, receipt_id ?? '');
    expect(receipt).toMatchObject({ receipt_id: job.answer?.receipt_id, status: 'success' });
    expect(receipt).not.toHaveProperty('error_code');
    expect(await set(breaking)).toMatchObject({ job_id, status: 'success', replayed: true });
    expect(world.done).toHaveLength(1);
  });

  it('that did not happen, as the owner found, runs again', async () => {
    const { job_id } = await set(breaking);
    const job = await house.ownerDesk.resolve(job_id ?? '', { outcome: 'not' });
    expect(job).toMatchObject({ status: 'error', answer: { error: { retryable: true } } });
    const receipt = await house.archive.getReceipt(caller, job.answer?.receipt_id ?? '');
    expect(receipt).toMatchObject({ job_id, status: 'error', error_code: 'cancelled' });
    const again = await set(breaking);
    expect(again.job_id).not.toBe(job_id);
    expect(world.done).toHaveLength(2);
  });

  it('lets the same confirmation count again when it did not happen', async () => {
    const request = { intent: 'post.send', inputs: { how: 'breaks' } };
    const token = tokenOf(await house.call(request));
    const first = await house.call({ ...request, confirm_token: token });
    await house.ownerDesk.resolve(first.job_id ?? '', { outcome: 'not' });
    const second = await house.call({ ...request, confirm_token: token });
    expect(second.job_id).not.toBe(first.job_id);
    expect(world.done).toHaveLength(2);
  });

  it('is resolved once, and only while it is unknown', async () => {
    const { job_id = '' } = await set(breaking);
    const attempts = await Promise.allSettled([
      house.ownerDesk.resolve(job_id, { outcome: 'not' }),
      house.ownerDesk.resolve(job_id, { outcome: 'happened' }),
    ]);
    expect(attempts.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    await expect(house.ownerDesk.resolve(job_id, { outcome: 'not' })).rejects.toMatchObject({
      code: 'job_settled',
    });
    const { job_id: fine = '' } = await set({ inputs: { to: 'fine' } });
    await expect(house.ownerDesk.resolve(fine, { outcome: 'not' })).rejects.toMatchObject({
      code: 'job_settled',
    });
    await expect(house.ownerDesk.resolve('job_none', { outcome: 'not' })).rejects.toMatchObject({
      code: 'job_not_found',
    });
  });

  it('stands in the list of what the owner has to look at, whatever its space', async () => {
    const { job_id } = await set(breaking);
    const { items } = await house.ownerDesk.list({ status: 'unknown', limit: 200 });
    expect(items.map((job) => job.job_id)).toContain(job_id);
    expect(items.every(({ status }) => status === 'unknown')).toBe(true);
  });
});

describe('a cancellation', () => {
  const startWaiting = async (intent: string) => {
    const answer = await house.call({ intent, inputs: { how: 'waits' }, wait_s: 0 });
    await expect.poll(world.waiting).toBe(1);
    return answer.job_id ?? '';
  };

  it('of a harmless run ends it, and the same call runs anew', async () => {
    const jobId = await startWaiting('note.put');
    const job = await house.jobs.cancel(caller, jobId);
    expect(job).toMatchObject({ status: 'cancelled', answer: { error: { code: 'cancelled' } } });
    expect(world.signals[0]?.aborted).toBe(true);
    const again = await house.call({ intent: 'note.put', inputs: { how: 'waits' }, wait_s: 0 });
    expect(again.replayed).toBeUndefined();
  });

  it('of a run that may have begun leaves its outcome unknown', async () => {
    const job = await house.jobs.cancel(caller, await startWaiting('lamp.set'));
    expect(job).toMatchObject({
      status: 'unknown',
      answer: { error: { code: 'outcome_unknown' } },
    });
  });

  it('over the intent does the same', async () => {
    const jobId = await startWaiting('note.put');
    const answer = await house.call({ intent: 'jobs.cancel', inputs: { job_id: jobId } });
    expect(answer).toMatchObject({ status: 'success', result: { status: 'cancelled' } });
  });

  it('of a run that has ended is refused', async () => {
    const { job_id = '' } = await set();
    await expect(house.jobs.cancel(caller, job_id)).rejects.toMatchObject({ code: 'job_settled' });
  });

  it('lets what the engine does afterwards change nothing of the answer', async () => {
    const jobId = await startWaiting('note.put');
    const cancelled = await house.jobs.cancel(caller, jobId);
    world.letGo();
    await expect.poll(() => world.done).toHaveLength(1);
    expect(await house.jobs.get(caller, { jobId, waitMs: 0 })).toEqual(cancelled);
  });
});
