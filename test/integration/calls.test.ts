import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Answer } from '../../contract/src/index.ts';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { openHouse, resultOf, testCaller, tokenOf, type House } from './harness.ts';
import { createWorld } from './world.ts';

const world = createWorld();
let house: House;
let caller: Caller;

beforeAll(async () => {
  house = await openHouse({ world, maxRunning: 3 });
});
beforeEach(() => {
  caller = house.meet();
});
afterAll(() => house.close());

describe('a call', () => {
  it('that reads is answered at once, with a receipt and without a job', async () => {
    const answer = await house.call({ intent: 'probe.read', inputs: { to: 'a' } });
    expect(Answer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      status: 'success',
      intent: 'probe.read',
      mode: 'agent',
      result: { did: 'a' },
      route: { engine: 'agent' },
      trace_id: '0af7651916cd43dd8448eb211c80319c',
    });
    expect(answer.job_id).toBeUndefined();
    const receipt = await house.archive.getReceipt(caller, answer.receipt_id ?? '');
    expect(receipt).toMatchObject({ status: 'success', effect: 'read', rule: 'default:read' });
    expect(receipt.job_id).toBeUndefined();
  });

  it('that writes is recorded, and its job and receipt say the same', async () => {
    const answer = await house.call({ intent: 'lamp.set', inputs: { to: 'on' } });
    expect(answer).toMatchObject({ status: 'success', result: { did: 'on' } });
    const job = await house.jobs.get(caller, { jobId: answer.job_id ?? '', waitMs: 0 });
    expect(job).toMatchObject({ status: 'success', intent: 'lamp.set', answer });
    const receipt = await house.archive.getReceipt(caller, answer.receipt_id ?? '');
    expect(receipt).toMatchObject({
      job_id: answer.job_id,
      status: 'success',
      caller: caller.name,
    });
  });

  it('gives an engine the run as its key for the far side, and none for a read', async () => {
    await house.call({ intent: 'probe.read' });
    const { job_id } = await house.call({ intent: 'lamp.set' });
    expect(world.keys).toEqual([undefined, job_id]);
  });

  it.each([
    [{ intent: 'lamp.sett' }, 'unknown_intent', '"lamp.set"'],
    [{ intent: 'lamp.set', mode: 'flow' }, 'mode_unavailable', 'auto, agent'],
    [{ intent: 'lamp.set', inputs: { to: 1 } }, 'invalid_inputs', 'These inputs work: {}'],
    [{ intent: 'lamp.set', inputs: { tto: 'on' } }, 'invalid_inputs', 'GET /intents/lamp.set'],
    [{ intent: 'lamp.set', inputs: { dry_run: 'yes' } }, 'invalid_inputs', 'JSON boolean'],
  ])('%j is refused as %s, with a hint', async (request, code, hint) => {
    const answer = await house.call(request);
    expect(Answer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ status: 'error', error: { code, retryable: false } });
    expect(answer.error?.hint).toContain(hint);
    expect(world.done).toEqual([]);
  });

  it('does not tell an intent outside the scopes from one that does not exist', async () => {
    const caller = testCaller({ scopes: ['probe.*'] });
    const hidden = await house.call({ intent: 'lamp.set' }, { caller });
    const missing = await house.call({ intent: 'lamp.zzz' }, { caller });
    const withoutName = ({ error }: Answer) =>
      JSON.stringify(error).replaceAll(/lamp\.(set|zzz)/g, 'it');
    expect(hidden.error?.code).toBe('unknown_intent');
    expect(withoutName(hidden)).toBe(withoutName(missing));
  });

  it('takes the lowered effect of its inputs', async () => {
    expect(await house.call({ intent: 'shell.run', inputs: { to: 'df' } })).toMatchObject({
      status: 'success',
    });
    expect(await house.call({ intent: 'shell.run', inputs: { to: 'rm' } })).toMatchObject({
      status: 'preview',
    });
    expect(world.done).toEqual(['shell.run df']);
  });

  it('keeps what is inside to itself when a tool breaks, and logs it', async () => {
    const answer = await house.call({ intent: 'probe.read', inputs: { how: 'breaks' } });
    expect(answer).toMatchObject({ status: 'error', error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('socket hang up');
    expect(house.lines.some(({ level, fields }) => level === 'error' && fields['err'])).toBe(true);
    const receipt = await house.archive.getReceipt(caller, answer.receipt_id ?? '');
    expect(receipt).toMatchObject({ status: 'error', error_code: 'internal' });
  });
});

describe('dry_run', () => {
  it.each([
    { intent: 'lamp.set', dry_run: true },
    { intent: 'lamp.set', inputs: { dry_run: true } },
    { intent: 'lamp.set', dry_run: true, confirm_dangerous: true },
    { intent: 'lamp.set', dry_run: true, inputs: { dry_run: false } },
    { intent: 'probe.read', dry_run: true },
  ])('%j shows what would happen, and nothing happens', async (request) => {
    const answer = await house.call(request);
    expect(Answer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ status: 'preview', result: { dry_run: true } });
    expect(answer.confirm).toBeUndefined();
    expect(world.done).toEqual([]);
    const receipt = await house.archive.getReceipt(caller, answer.receipt_id ?? '');
    expect(receipt.status).toBe('preview');
  });

  it('previews even a call whose key was used', async () => {
    await house.call({ intent: 'lamp.set', idempotency_key: 'k' });
    const answer = await house.call({ intent: 'lamp.set', idempotency_key: 'k', dry_run: true });
    expect(answer.status).toBe('preview');
  });
});

describe('a query', () => {
  it('reads', async () => {
    const answer = await house.call({ intent: 'probe.read' }, { readOnly: true });
    expect(answer.status).toBe('success');
  });

  it.each(['lamp.set', 'note.put', 'post.send', 'disk.wipe', 'mail.label', 'jobs.cancel'])(
    'only previews %s, whatever flags or tokens it carries',
    async (intent) => {
      const inputs = intent === 'jobs.cancel' ? { job_id: 'job_1' } : {};
      const shown = await house.call({ intent, inputs });
      world.done.length = 0;
      for (const more of [
        {},
        { confirm_dangerous: true },
        { dry_run: false },
        { confirm_token: shown.confirm?.token ?? 'cfm_x' },
        { idempotency_key: 'k' },
        { wait_s: 0 },
      ]) {
        const answer = await house.call({ intent, inputs, ...more }, { readOnly: true });
        expect(answer.status).toBe('preview');
      }
      expect(world.done).toEqual([]);
    },
  );

  it('tells how to do what it previewed', async () => {
    const answer = await house.call({ intent: 'lamp.set' }, { readOnly: true });
    expect(answer.next?.say).toContain('POST /orchestrate');
  });

  it('leads to a preview that the caller can go on with', async () => {
    const shown = await house.call({ intent: 'post.send' }, { readOnly: true });
    const sent = await house.call({ intent: 'post.send', confirm_token: tokenOf(shown) });
    expect(resultOf(sent)).toMatchObject({ did: 'x' });
  });

  it.each(['probe.read', 'lamp.set'])('of %s takes no callback', async (intent) => {
    const request = { intent, callback_url: 'https://example.org/hook' };
    const answer = await house.call(request, { readOnly: true });
    expect(answer).toMatchObject({ status: 'error', error: { code: 'callback_refused' } });
    expect(world.done).toEqual([]);
  });
});

describe('a callback', () => {
  it.each([
    [[], 'https://example.org/hook'],
    [['other.example.org'], 'https://example.org/hook'],
    [['localhost'], 'http://localhost:9/hook'],
    [['example.org'], 'file:///etc/passwd'],
    [['*'], 'http://127.0.0.1:9/hook'],
  ])('to hosts %j is refused for %s before anything is done', async (callbackHosts, url) => {
    const caller = testCaller({ callbackHosts });
    for (const more of [{}, { dry_run: true }]) {
      const request = { intent: 'lamp.set', callback_url: url, ...more };
      const answer = await house.call(request, { caller });
      expect(answer).toMatchObject({ status: 'error', error: { code: 'callback_refused' } });
    }
    expect(world.done).toEqual([]);
  });

  it('to a listed address is put into the outbox with the answer, in the same commit', async () => {
    const caller = testCaller({ callbackHosts: ['127.0.0.1:9'] });
    const request = { intent: 'probe.read', callback_url: 'http://127.0.0.1:9/hook' };
    const answer = await house.call(request, { caller });
    const [entry] = await house.store.outbox.claimDueCallbacks({
      now: house.steps.now(),
      leaseUntil: house.steps.now() + 1000,
      limit: 10,
      exceptCallers: [],
    });
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({
      type: 'job.finished',
      data: { job_id: answer.job_id, status: 'success', answer: { result: { did: 'x' } } },
    });
  });
});

describe('a large result', () => {
  it.each(['probe.read', 'lamp.set'])(
    'of %s is cut, and the rest is there to be read',
    async (intent) => {
      const answer = await house.call({ intent, inputs: { how: 'large' } });
      const capped = resultOf(answer) as { handle: string; total_chars: number; head: string };
      expect(capped).toMatchObject({ capped: true, total_chars: expect.any(Number) as number });

      let text = '';
      for (let offset: number | undefined = 0; offset !== undefined;) {
        const slice = { handle: capped.handle, offset, limit: 7001 };
        const got = await house.archive.getResult(caller, slice);
        expect(got.text.isWellFormed()).toBe(true);
        text += got.text;
        offset = got.next_offset;
      }
      expect(text).toHaveLength(capped.total_chars);
      expect(text.startsWith(capped.head)).toBe(true);
      expect(JSON.parse(text)).toEqual({ text: `${'é'.repeat(30_000)}😀`.repeat(3) });
    },
  );

  it('of a preview is cut as well, and keeps its note and its token', async () => {
    const to = 'sda '.repeat(20_000);
    const preview = await house.call({ intent: 'disk.wipe', inputs: { to } });
    expect(preview).toMatchObject({
      status: 'preview',
      confirm: { token: expect.any(String) as string },
      result: { dry_run: true, note: 'Nothing was wiped.', would: { capped: true } },
    });
    const { would } = preview.result as { would: { handle: string } };
    const slice = { handle: would.handle, offset: 0, limit: 90_000 };
    const { text } = await house.archive.getResult(caller, slice);
    expect(JSON.parse(text)).toEqual({ wipe: [to] });
  });
});

describe('an answer', () => {
  it.each([
    { intent: 'probe.read' },
    { intent: 'lamp.set' },
    { intent: 'lamp.set', inputs: { how: 'fails' } },
    { intent: 'lamp.set', dry_run: true },
    { intent: 'probe.read', wait_s: 0 },
    { intent: 'nobody.knows' },
  ])('begins with its status and its intent: %j', async (request) => {
    const answer = await house.call(request);
    expect(Object.keys(answer).slice(0, 2)).toEqual(['status', 'intent']);
  });
});

describe('a result', () => {
  it.each(['probe.read', 'lamp.set'])('of %s has nothing that a terminal obeys', async (intent) => {
    const answer = await house.call({ intent, inputs: { how: 'colours' } });
    expect(resultOf(answer)).toEqual({ text: 'red' });
    const shown = await house.call({ intent, inputs: { to: '\x1b[2J' }, dry_run: true });
    expect(shown.result).toMatchObject({ would: { to: '' } });
  });
});

describe('too many runs', () => {
  it('are refused before anything is done, and taken again once some have ended', async () => {
    const calls = Array.from({ length: 10 }, (_, at) =>
      house.call({ intent: 'lamp.set', inputs: { to: `${at}`, how: 'waits' }, wait_s: 0.05 }),
    );
    const answers = await Promise.all(calls);
    const refused = answers.filter(({ status }) => status === 'error');
    expect(refused).toHaveLength(7);
    for (const { error } of refused)
      expect(error).toMatchObject({ code: 'overloaded', retryable: true });
    world.letGo();
    await expect.poll(() => world.done.length).toBe(3);
    await expect.poll(() => house.active.count()).toBe(0);
    expect(await house.call({ intent: 'lamp.set', inputs: { to: 'a' } })).toMatchObject({
      status: 'success',
    });
  });
});
