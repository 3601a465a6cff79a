import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHouse, resultOf, testCaller, type House } from './harness.ts';
import { createWorld } from './world.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const world = createWorld();
let house: House;

beforeAll(async () => {
  house = await openHouse({ world });
});
beforeEach(() => void house.meet());
afterAll(() => house.close());

const set = (to: string, more: Record<string, unknown> = {}) =>
  house.call({ intent: 'lamp.set', inputs: { to }, ...more });

describe('an idempotency_key', () => {
  it('replays the stored answer for the same inputs, with what belongs to this request', async () => {
    const first = await set('on', { idempotency_key: 'k' });
    house.steps.advance(3 * dayMs);
    const second = await set('on', { idempotency_key: 'k' });
    expect(second).toMatchObject({
      ...first,
      replayed: true,
      duration_ms: 0,
      next: { say: expect.stringContaining('idempotency_key') as string },
    });
    expect(first.replayed).toBeUndefined();
    expect(world.done).toHaveLength(1);
  });

  it('refuses other inputs, whether the first call has ended or not', async () => {
    const going = set('on', { idempotency_key: 'k', inputs: { to: 'on', how: 'waits' } });
    await expect.poll(world.waiting).toBe(1);
    const whileGoing = await set('off', { idempotency_key: 'k' });
    world.letGo();
    await going;
    const afterwards = await set('off', { idempotency_key: 'k' });
    for (const { error } of [whileGoing, afterwards]) {
      expect(error).toMatchObject({ code: 'idempotency_key_reused', retryable: false });
    }
    expect(world.done).toEqual(['lamp.set on']);
  });

  it('joins a call that goes on', async () => {
    const request = { idempotency_key: 'k', inputs: { to: 'on', how: 'waits' } };
    const first = set('on', request);
    await expect.poll(world.waiting).toBe(1);
    const second = set('on', request);
    const third = await set('on', { ...request, wait_s: 0 });
    expect(third).toMatchObject({ status: 'accepted', replayed: true });
    world.letGo();
    const [one, two] = await Promise.all([first, second]);
    expect(two).toMatchObject({ status: 'success', job_id: one.job_id, replayed: true });
    expect(third.job_id).toBe(one.job_id);
    expect(world.done).toHaveLength(1);
  });

  it('means something else to another caller, and for another intent', async () => {
    await set('on', { idempotency_key: 'k' });
    await house.call({ intent: 'lamp.blink', idempotency_key: 'k' });
    const caller = testCaller({ name: 'someone-else' });
    await house.call(
      { intent: 'lamp.set', inputs: { to: 'on' }, idempotency_key: 'k' },
      { caller },
    );
    expect(world.done).toEqual(['lamp.set on', 'lamp.blink x', 'lamp.set on']);
  });

  it('holds for a week', async () => {
    await set('on', { idempotency_key: 'k' });
    house.steps.advance(7 * dayMs - 1);
    await set('on', { idempotency_key: 'k' });
    expect(world.done).toHaveLength(1);
    house.steps.advance(1);
    await set('on', { idempotency_key: 'k' });
    expect(world.done).toHaveLength(2);
  });

  it('replays an error that is for good, and runs again after one that came before the effect', async () => {
    const failing = { idempotency_key: 'k', inputs: { how: 'fails' } };
    const first = await set('', failing);
    expect(await set('', failing)).toMatchObject({ error: first.error, replayed: true });
    expect(world.done).toHaveLength(1);

    const refused = { idempotency_key: 'r', inputs: { how: 'refused' } };
    expect((await set('', refused)).error).toMatchObject({ retryable: true });
    expect((await set('', refused)).replayed).toBeUndefined();
    expect(await set('on', { idempotency_key: 'r' })).toMatchObject({ status: 'success' });
  });

  it('is not used up by inputs that are not valid', async () => {
    await set('', { idempotency_key: 'k', inputs: { nope: 1 } });
    expect(await set('on', { idempotency_key: 'k' })).toMatchObject({ status: 'success' });
  });

  it('keeps a read for those who ask again', async () => {
    const read = () => house.call({ intent: 'probe.read', idempotency_key: 'k' });
    const first = await read();
    expect(first.job_id).toMatch(/^job_/);
    expect(await read()).toMatchObject({ result: first.result, replayed: true });
    expect(world.done).toHaveLength(1);
  });

  it('counts for the intent that needs a confirmation, even without one', async () => {
    const request = { intent: 'post.send', idempotency_key: 'k' };
    await house.call(request);
    await house.call({ ...request, confirm_dangerous: true });
    expect(await house.call(request)).toMatchObject({ status: 'success', replayed: true });
    expect(world.done).toEqual(['post.send x']);
  });

  it('runs a hundred simultaneous calls once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => set('on', { idempotency_key: 'k' })),
    );
    expect(new Set(answers.map(({ job_id }) => job_id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(99);
    expect(answers.every(({ status }) => status === 'success')).toBe(true);
    expect(world.done).toHaveLength(1);
  });
});

describe('the same call without a key', () => {
  it('is replayed within ten minutes, and says how to run anew', async () => {
    await set('on');
    house.steps.advance(10 * minuteMs - 1);
    const again = await set('on');
    expect(again).toMatchObject({ status: 'success', replayed: true });
    expect(again.next?.say).toContain('"again": true');
    house.steps.advance(1);
    expect((await set('on')).replayed).toBeUndefined();
    expect(world.done).toHaveLength(2);
  });

  it('runs anew when told "again"', async () => {
    await set('on');
    expect((await set('on', { again: true })).replayed).toBeUndefined();
    expect(await set('on')).toMatchObject({ replayed: true, result: { times: 2 } });
    expect(world.done).toHaveLength(2);
  });

  it('runs in order: on, off, on are three runs', async () => {
    for (const to of ['on', 'off', 'on', 'on']) await set(to);
    expect(world.done).toEqual(['lamp.set on', 'lamp.set off', 'lamp.set on']);
  });

  it('runs anew after another intent changed the same resource, and not after one that changed another', async () => {
    await set('on');
    await house.call({ intent: 'door.set', inputs: { to: 'open' } });
    expect(await set('on')).toMatchObject({ replayed: true });
    await house.call({ intent: 'lamp.blink' });
    expect((await set('on')).replayed).toBeUndefined();
  });

  it('is not overtaken by a read, a preview, or what another caller does', async () => {
    await set('on');
    await house.call({ intent: 'probe.read', idempotency_key: 'k' });
    await set('off', { dry_run: true });
    await house.call(
      { intent: 'lamp.set', inputs: { to: 'off' } },
      { caller: testCaller({ name: 'another' }) },
    );
    expect(await set('on')).toMatchObject({ replayed: true });
  });

  it('is the same whether a default is written out or left out', async () => {
    await house.call({ intent: 'lamp.set', inputs: {} });
    expect(
      await house.call({ intent: 'lamp.set', inputs: { how: 'done', to: 'x' } }),
    ).toMatchObject({
      replayed: true,
    });
  });

  it('does not come into the way of a key, nor a key into its', async () => {
    await set('on');
    expect((await set('on', { idempotency_key: 'k' })).replayed).toBeUndefined();
    expect(world.done).toHaveLength(2);
  });

  it('joins while the first goes on, unless overtaken or told "again"', async () => {
    const waits = { inputs: { to: 'on', how: 'waits' } };
    const first = set('on', waits);
    await expect.poll(world.waiting).toBe(1);
    const joined = set('on', waits);
    const anew = set('on', { ...waits, again: true });
    await expect.poll(world.waiting).toBe(2);
    world.letGo();
    const [one, two, three] = await Promise.all([first, joined, anew]);
    expect(two.job_id).toBe(one.job_id);
    expect(three.job_id).not.toBe(one.job_id);
  });

  it('never replays a read', async () => {
    const [one, two] = [
      await house.call({ intent: 'probe.read' }),
      await house.call({ intent: 'probe.read' }),
    ];
    expect(resultOf(one)).not.toEqual(resultOf(two));
    await house.call({ intent: 'probe.read', wait_s: 0 });
    await house.call({ intent: 'probe.read', wait_s: 0 });
    await expect.poll(() => world.done.length).toBe(4);
  });

  it('stores one memory of a hundred that come at once', async () => {
    const write = () => house.call({ intent: 'memory.write', inputs: { text: 'I prefer Python' } });
    const answers = await Promise.all(Array.from({ length: 100 }, write));
    expect(answers.every(({ status }) => status === 'success')).toBe(true);
    const list = await house.call({ intent: 'memory.list' });
    expect((resultOf(list) as { items: unknown[] }).items).toHaveLength(1);
  });

  it('stores a hundred different memories that come at once', async () => {
    const write = (at: number) =>
      house.call({ intent: 'memory.write', inputs: { text: `fact ${at}` } });
    await Promise.all(Array.from({ length: 100 }, (_, at) => write(at)));
    const list = await house.call({ intent: 'memory.list', inputs: { limit: 200 } });
    expect((resultOf(list) as { items: unknown[] }).items).toHaveLength(100);
  });
});
