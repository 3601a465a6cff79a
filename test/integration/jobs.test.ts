import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Job } from '../../contract/src/index.ts';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { openHouse, resultOf, testCaller, type House } from './harness.ts';
import { createWorld } from './world.ts';

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

const waiting = (intent: string, more: Record<string, unknown> = {}) =>
  house.call({ intent, inputs: { how: 'waits', ...more }, wait_s: 0.05 });
const look = (jobId: string, waitMs = 0) => house.jobs.get(caller, { jobId, waitMs });

describe('a call that outlasts its wait', () => {
  it.each(['probe.read', 'lamp.set'])(
    'of %s becomes a job, runs once, and has its answer later',
    async (intent) => {
      const answer = await waiting(intent);
      expect(answer).toMatchObject({ status: 'accepted', next: { call: { method: 'GET' } } });
      const jobId = answer.job_id ?? '';
      expect(Job.parse(await look(jobId))).toMatchObject({ status: 'running', intent });
      const polled = look(jobId, 5000);
      world.letGo();
      expect(await polled).toMatchObject({ status: 'success', answer: { result: { did: 'x' } } });
      expect(world.done).toEqual([`${intent} x`]);
    },
  );

  it('keeps the receipt of a read that became a job', async () => {
    const { job_id = '' } = await waiting('probe.read');
    world.letGo();
    const job = await look(job_id, 5000);
    const receipt = await house.archive.getReceipt(caller, job.answer?.receipt_id ?? '');
    expect(receipt).toMatchObject({ job_id, effect: 'read', status: 'success' });
  });

  it('can be cancelled though it only reads', async () => {
    const { job_id = '' } = await waiting('probe.read');
    expect(await house.jobs.cancel(caller, job_id)).toMatchObject({ status: 'cancelled' });
  });

  it('is looked at no longer than it is waited for', async () => {
    const { job_id = '' } = await waiting('lamp.set');
    const started = performance.now();
    expect((await look(job_id, 60)).status).toBe('running');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('is waited for by jobs.get as long as its inputs say, not as long as other calls wait', async () => {
    const { job_id } = await waiting('probe.read');
    const call = house.call({ intent: 'jobs.get', inputs: { job_id, wait_s: 5 }, wait_s: 0.05 });
    await sleep(300);
    world.letGo();
    expect(resultOf(await call)).toMatchObject({ job_id, status: 'success' });
  });

  it('is seen over the intents as over the desk', async () => {
    const { job_id = '' } = await waiting('lamp.set');
    const got = await house.call({ intent: 'jobs.get', inputs: { job_id } });
    expect(resultOf(got)).toMatchObject({ job_id, status: 'running' });
    const listed = await house.call({ intent: 'jobs.list', inputs: { status: 'running' } });
    expect(resultOf(listed)).toMatchObject({ items: [{ job_id }] });
    world.letGo();
    const ended = await house.call({ intent: 'jobs.get', inputs: { job_id, wait_s: 5 } });
    expect(resultOf(ended)).toMatchObject({ status: 'success' });
  });
});

describe('progress', () => {
  it('is told with the job while it runs, the latest of it', async () => {
    const { job_id = '' } = await house.call({
      intent: 'system.wait',
      inputs: { ms: 30_000 },
      wait_s: 0,
    });
    await expect
      .poll(async () => (await look(job_id)).progress)
      .toMatchObject({ message: expect.stringContaining('of 30 s') as string });
    await house.jobs.cancel(caller, job_id);
  });
});

describe('watching a job', () => {
  it('tells its end, and then is over', async () => {
    const { job_id = '' } = await waiting('lamp.set');
    const events: string[] = [];
    for await (const { event, job } of house.watch(caller, job_id, new AbortController().signal)) {
      events.push(`${event} ${job.status}`);
      world.letGo();
    }
    expect(events).toEqual(['progress running', 'settled success']);
  });

  it('ends when the watcher leaves', async () => {
    const { job_id = '' } = await waiting('lamp.set');
    const leaving = new AbortController();
    const started = performance.now();
    for await (const _ of house.watch(caller, job_id, leaving.signal)) {
      void sleep(20).then(() => leaving.abort());
    }
    expect(performance.now() - started).toBeLessThan(900);
  });

  it('is not for other spaces or narrower scopes', async () => {
    const { job_id = '' } = await waiting('lamp.set');
    for (const viewer of [testCaller({ space: 'other' }), { ...caller, scopes: ['probe.*'] }]) {
      const watched = house.watch(viewer, job_id, new AbortController().signal).next();
      await expect(watched).rejects.toMatchObject({ code: 'job_not_found' });
    }
  });
});

describe('the list of jobs', () => {
  it('pages through what the scopes cover, though most is hidden', async () => {
    const seen: string[] = [];
    for (let at = 0; at < 12; at += 1) {
      house.steps.advance(1);
      const intent = at % 4 === 0 ? 'lamp.set' : 'door.set';
      const { job_id = '' } = await house.call({ intent, inputs: { to: `${at}` } });
      if (intent === 'lamp.set') seen.unshift(job_id);
    }
    const viewer = { ...caller, scopes: ['lamp.*'] };
    const first = await house.jobs.list(viewer, { limit: 2 });
    expect(first.items.map(({ job_id }) => job_id)).toEqual(seen.slice(0, 2));
    const cursor = first.next_cursor;
    const second = await house.jobs.list(viewer, { limit: 2, cursor });
    expect(second).toMatchObject({ items: [{ job_id: seen[2] }] });
    expect(second.next_cursor).toBeUndefined();
  });

  it('has its like in the list of receipts', async () => {
    const seen: string[] = [];
    for (let at = 0; at < 12; at += 1) {
      house.steps.advance(1);
      const intent = at % 4 === 0 ? 'probe.read' : 'door.set';
      const { receipt_id = '' } = await house.call({ intent, inputs: { to: `${at}` } });
      if (intent === 'probe.read') seen.unshift(receipt_id);
    }
    const viewer = { ...caller, scopes: ['probe.*'] };
    const first = await house.archive.listReceipts(viewer, { limit: 2 });
    expect(first.items.map(({ receipt_id }) => receipt_id)).toEqual(seen.slice(0, 2));
    const second = await house.archive.listReceipts(viewer, {
      limit: 2,
      cursor: first.next_cursor,
    });
    expect(second).toEqual({ items: [expect.objectContaining({ receipt_id: seen[2] })] });
  });

  it('is filtered by status and intent', async () => {
    await house.call({ intent: 'lamp.set' });
    await house.call({ intent: 'lamp.set', inputs: { how: 'fails' } });
    await house.call({ intent: 'door.set', inputs: { how: 'fails' } });
    const list = (query: object) => house.jobs.list(caller, { limit: 10, ...query });
    expect((await list({})).items).toHaveLength(3);
    expect((await list({ status: 'error' })).items).toHaveLength(2);
    expect((await list({ intent: 'lamp.set' })).items).toHaveLength(2);
    expect((await list({ status: 'error', intent: 'lamp.set' })).items).toHaveLength(1);
  });
});
