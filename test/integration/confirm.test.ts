import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OrchestrateRequest } from '../../contract/src/index.ts';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { openHouse, testCaller, tokenOf, type House } from './harness.ts';
import { createWorld } from './world.ts';

const minuteMs = 60_000;
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

const send = (more: Record<string, unknown> = {}) => house.call({ intent: 'post.send', ...more });
const flags = [
  { confirm_dangerous: true },
  { dry_run: false },
  { inputs: { confirm_dangerous: true } },
  { inputs: { dry_run: false } },
];

describe('a call that needs a confirmation', () => {
  it.each(['post.send', 'pay.charge', 'disk.wipe', 'mail.label'])(
    '%s is previewed first',
    async (intent) => {
      const answer = await house.call({ intent });
      expect(answer).toMatchObject({
        status: 'preview',
        result: { dry_run: true },
        confirm: { expires_at: '2026-03-01T12:10:00.000Z' },
      });
      expect(answer.job_id).toBeUndefined();
      expect(world.done).toEqual([]);
    },
  );

  it('leaves no job behind until it is confirmed', async () => {
    await send();
    expect(await house.jobs.list(caller, { limit: 10 })).toEqual({ items: [] });
  });

  it('is done by the very call that the preview gives', async () => {
    const { next } = await send({ inputs: { to: 'bob', dry_run: true } });
    const body = OrchestrateRequest.parse(next?.call?.body);
    expect(next?.call?.path).toBe('/orchestrate');
    expect(await house.call(body)).toMatchObject({ status: 'success', result: { did: 'bob' } });
  });

  it.each(flags)('goes on with its preview by %j', async (flag) => {
    await send();
    expect(await send(flag)).toMatchObject({ status: 'success' });
    expect(world.done).toEqual(['post.send x']);
  });

  it('goes on by a flag after the preview that dry_run asked for', async () => {
    await send({ dry_run: true });
    expect(await send({ dry_run: false })).toMatchObject({ status: 'success' });
  });

  it.each(flags)(
    'never executes by %j on a first call, however often it is repeated',
    async (flag) => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const answer = await send(flag);
        expect(answer.status).toBe('preview');
        expect(answer.next?.say).toContain('only after a preview was shown');
      }
      await Promise.all(Array.from({ length: 10 }, () => send(flag)));
      expect(world.done).toEqual([]);
    },
  );

  it('goes on by the token of a preview that carried a flag', async () => {
    const token = tokenOf(await send({ confirm_dangerous: true }));
    expect(await send({ confirm_token: token })).toMatchObject({ status: 'success' });
  });

  it('does not take a flag for a preview of other inputs', async () => {
    await send({ inputs: { to: 'alice' } });
    expect(await send({ inputs: { to: 'bob' }, confirm_dangerous: true })).toMatchObject({
      status: 'preview',
    });
    expect(world.done).toEqual([]);
  });

  it('does not take a flag for a preview of another caller, in the same space or not', async () => {
    await send();
    const other = testCaller({ name: 'other', space: caller.space });
    const request = { intent: 'post.send', confirm_dangerous: true };
    expect(await house.call(request, { caller: other })).toMatchObject({ status: 'preview' });
    expect(world.done).toEqual([]);
  });

  it('runs once when the confirmed call is sent twice, one after the other or at once', async () => {
    await send();
    const one = await send({ confirm_dangerous: true });
    const two = await send({ confirm_dangerous: true });
    expect(two).toMatchObject({ status: 'success', job_id: one.job_id, replayed: true });

    const token = tokenOf(await send({ inputs: { to: 'y' } }));
    const many = await Promise.all(
      Array.from({ length: 20 }, () => send({ inputs: { to: 'y' }, confirm_token: token })),
    );
    expect(new Set(many.map(({ job_id }) => job_id)).size).toBe(1);
    expect(world.done).toEqual(['post.send x', 'post.send y']);
  });

  it('is a new run when a new preview is confirmed', async () => {
    for (let round = 0; round < 2; round += 1) {
      await send();
      expect((await send({ confirm_dangerous: true })).replayed).toBeUndefined();
    }
    expect(world.done).toHaveLength(2);
  });

  it('is a new run when a new token is spent, and the old token still replays its own', async () => {
    const [first, second] = [tokenOf(await send()), tokenOf(await send())];
    const one = await send({ confirm_token: first });
    const two = await send({ confirm_token: second });
    expect(two.job_id).not.toBe(one.job_id);
    expect(await send({ confirm_token: first })).toMatchObject({
      job_id: one.job_id,
      replayed: true,
    });
    expect(world.done).toHaveLength(2);
  });

  it('lets one flag spend every open preview of that request', async () => {
    await send();
    await send();
    await send({ confirm_dangerous: true });
    house.steps.advance(11 * minuteMs);
    expect(await send({ confirm_dangerous: true })).toMatchObject({ status: 'preview' });
    expect(world.done).toHaveLength(1);
  });

  it('acts on the plan of the preview that was confirmed', async () => {
    const first = await house.call({ intent: 'disk.wipe', inputs: { to: 'sda' } });
    world.done.push('something happened meanwhile');
    const answer = await house.call({
      intent: 'disk.wipe',
      inputs: { to: 'sda' },
      confirm_token: tokenOf(first),
    });
    expect(answer.result).toEqual({ wiped: { previewed: ['sda'], after: 0 } });
  });

  it('names the rule that asked for it in preview and run', async () => {
    const preview = await house.call({ intent: 'mail.label' });
    const done = await house.call({ intent: 'mail.label', confirm_dangerous: true });
    for (const { receipt_id } of [preview, done]) {
      expect(await house.archive.getReceipt(caller, receipt_id ?? '')).toMatchObject({
        rule: 'intent:mail.label',
      });
    }
  });
});

describe('a confirm_token', () => {
  const refused = (more: Record<string, unknown>, by?: Caller) =>
    house
      .call({ intent: 'post.send', ...more }, by && { caller: by })
      .then(({ error }) => error?.code);

  it('that nobody knows is refused', async () => {
    expect(await refused({ confirm_token: 'cfm_made_up' })).toBe('unknown_preview');
  });

  it('counts for ten minutes', async () => {
    const token = tokenOf(await send());
    house.steps.advance(10 * minuteMs);
    expect(await refused({ confirm_token: token })).toBe('preview_expired');
    expect(world.done).toEqual([]);
  });

  it('is refused to another caller, in the same space too', async () => {
    const token = tokenOf(await send());
    const other = testCaller({ name: 'other', space: caller.space });
    expect(await refused({ confirm_token: token }, other)).toBe('preview_not_yours');
    expect(await refused({ confirm_token: token })).toBeUndefined();
  });

  it('is refused for other inputs, or another intent, and stays good for its own', async () => {
    const token = tokenOf(await send());
    expect(await refused({ confirm_token: token, inputs: { to: 'eve' } })).toBe('preview_changed');
    const wiped = await house.call({ intent: 'disk.wipe', confirm_token: token });
    expect(wiped.error?.code).toBe('preview_changed');
    expect(await refused({ confirm_token: token })).toBeUndefined();
  });

  it('that was spent is refused for other inputs', async () => {
    const token = tokenOf(await send());
    await send({ confirm_token: token });
    expect(await refused({ confirm_token: token, inputs: { to: 'eve' } })).toBe('preview_spent');
    expect(world.done).toHaveLength(1);
  });

  it('counts again after an error that came before the effect', async () => {
    const inputs = { how: 'refused' };
    const token = tokenOf(await send({ inputs }));
    const failed = await send({ inputs, confirm_token: token });
    expect(failed.error).toMatchObject({ code: 'engine_unavailable', retryable: true });
    const again = await send({ inputs, confirm_token: token });
    expect(again.job_id).not.toBe(failed.job_id);
  });

  it('does not repeat what failed for good', async () => {
    const inputs = { how: 'fails' };
    const token = tokenOf(await send({ inputs }));
    const failed = await send({ inputs, confirm_token: token });
    expect(await send({ inputs, confirm_token: token })).toMatchObject({
      error: failed.error,
      replayed: true,
    });
    expect(world.done).toHaveLength(1);
  });

  it('together with an idempotency_key runs once for that key', async () => {
    const key = { idempotency_key: 'k' };
    const token = tokenOf(await send(key));
    const one = await send({ ...key, confirm_token: token });
    const newToken = tokenOf(await send({}));
    const two = await send({ ...key, confirm_token: newToken });
    expect(two).toMatchObject({ job_id: one.job_id, replayed: true });
    expect(world.done).toHaveLength(1);
  });
});
