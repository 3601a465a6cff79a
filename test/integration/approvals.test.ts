import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, ApprovalDecision } from '../../contract/src/index.ts';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { defineTool } from '../../gateway/src/intents/define-tool.ts';
import { openHouse, type House } from './harness.ts';
import { createWorld } from './world.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const world = createWorld();
let hostKey = 'SHA256:old';
let house: House;
let caller: Caller;

/* What it acts on is a host with its key: another key is another target. */
const restart = defineTool({
  name: 'host.restart',
  title: 'Restart',
  description: 'Restarts a service on a host.',
  effect: 'destructive',
  inputs: z.strictObject({ command: z.string() }),
  outputs: z.unknown(),
  examples: [{ say: 'Restart the web server', inputs: { command: 'systemctl restart web' } }],
  resolve: (inputs) => ({ inputs, target: { host: 'prod-1', host_key: hostKey } }),
  run: async ({ inputs }) => {
    world.done.push(`host.restart ${inputs.command}`);
    return { result: { restarted: inputs.command } };
  },
});

const askFor = (intent: string, id = 'ask-me') => ({ id, intent, decide: 'approve' as const });

beforeAll(async () => {
  house = await openHouse({ world, tools: [restart] });
});
beforeEach(async () => {
  caller = house.meet();
  /* Ids of one millisecond have no order. */
  house.steps.advance(1);
  hostKey = 'SHA256:old';
  const { name, space } = caller;
  await house.keyRing.createKey({ caller: name, space });
  house.rule([askFor('*')]);
});
afterAll(() => house.close());

const command = 'systemctl restart web';
const ask = (more: Record<string, unknown> = {}) =>
  house.call({ intent: 'host.restart', inputs: { command }, ...more });
const idsOf = ({ job_id: jobId = '', approval }: Answer) => ({ jobId, id: approval?.id ?? '' });
const approve: ApprovalDecision = { decision: 'approve' };
const deny: ApprovalDecision = { decision: 'deny' };
const poll = (jobId: string) => house.jobs.get(caller, { jobId, waitMs: 5000 });

async function asked(more: Record<string, unknown> = {}) {
  const answer = await ask(more);
  expect(answer.status).toBe('needs_approval');
  return idsOf(answer);
}

/** What became of a job that must have done nothing. */
async function notRun(jobId: string) {
  const { answer, status } = await poll(jobId);
  expect(world.done).toEqual([]);
  return { status, code: answer?.error?.code, message: answer?.error?.message };
}

describe('a call that a rule sends to the owner', () => {
  it('waits as a job, and tells the assistant what to do', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({
      status: 'needs_approval',
      approval: { expires_at: new Date(house.steps.now() + dayMs).toISOString() },
      next: { call: { method: 'GET', path: `/jobs/${answer.job_id}?wait_s=20` } },
    });
    const job = await house.jobs.get(caller, { jobId: answer.job_id ?? '', waitMs: 0 });
    expect(job.status).toBe('needs_approval');
    expect(world.done).toEqual([]);
  });

  it('shows the owner all of it', async () => {
    const { id, jobId } = await asked();
    expect(await house.approvalDesk.get(id)).toMatchObject({
      approval_id: id,
      status: 'waiting',
      job_id: jobId,
      caller: caller.name,
      space: caller.space,
      intent: 'host.restart',
      effect: 'destructive',
      rules: ['ask-me'],
      inputs: { command },
      target: { host: 'prod-1', host_key: 'SHA256:old' },
    });
    const { items } = await house.approvalDesk.list({ status: 'waiting', limit: 1 });
    expect(items.map(({ approval_id }) => approval_id)).toEqual([id]);
  });

  it('joins the question that waits when it is sent again, however often and at once', async () => {
    const first = await asked();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    for (const answer of answers) {
      expect(idsOf(answer)).toEqual(first);
      expect(answer.replayed).toBe(true);
    }
    await asked({ inputs: { command: 'reboot' } });
    house.steps.advance(23 * hourMs);
    expect(idsOf(await ask())).toEqual(first);
  });

  it('runs once, by itself, when the owner approves', async () => {
    const { id, jobId } = await asked();
    expect(await house.approvalDesk.decide(id, approve)).toMatchObject({ status: 'approved' });
    expect(await poll(jobId)).toMatchObject({
      status: 'success',
      answer: { status: 'success', result: { restarted: command }, job_id: jobId },
    });
    await house.startApproved();
    expect(world.done).toEqual([`host.restart ${command}`]);
  });

  it('is given what came of it when it is sent again soon, and asks anew later', async () => {
    const first = await asked();
    await house.approvalDesk.decide(first.id, approve);
    await poll(first.jobId);
    house.steps.advance(9 * 60_000);
    expect(await ask()).toMatchObject({ status: 'success', job_id: first.jobId, replayed: true });
    house.steps.advance(2 * 60_000);
    const second = await asked();
    expect(second.id).not.toBe(first.id);
    expect(world.done).toHaveLength(1);
  });

  it('is asked of the owner although it only reads, and each time it is not repeated', async () => {
    const read = () => house.call({ intent: 'probe.read' });
    const { id, jobId } = idsOf(await read());
    await house.approvalDesk.decide(id, approve);
    expect((await poll(jobId)).status).toBe('success');
    house.steps.advance(hourMs);
    expect((await read()).status).toBe('needs_approval');
  });

  it('replays its answer under an explicit key, whatever the rules say by then', async () => {
    const { id, jobId } = await asked({ idempotency_key: 'once' });
    expect(idsOf(await ask({ idempotency_key: 'once' }))).toEqual({ id, jobId });
    const other = await ask({ idempotency_key: 'once', inputs: { command: 'reboot' } });
    expect(other.error?.code).toBe('idempotency_key_reused');
    await house.approvalDesk.decide(id, approve);
    await poll(jobId);
    house.steps.advance(2 * dayMs);
    house.rule([{ id: 'never', intent: '*', decide: 'deny' }]);
    const replay = await ask({ idempotency_key: 'once' });
    expect(replay).toMatchObject({ status: 'success', job_id: jobId, replayed: true });
    expect(world.done).toHaveLength(1);
  });

  it.each([{ dry_run: true }, { readOnly: true }])('asks nobody for %j', async (how) => {
    const { readOnly = false, ...request } = how as { readOnly?: boolean };
    const answer = await house.call(
      { intent: 'host.restart', inputs: { command }, ...request },
      { readOnly },
    );
    expect(answer.status).toBe('preview');
    expect(answer.confirm).toBeUndefined();
  });
});

describe('what the owner does not approve', () => {
  it('does not run when it is denied, and may be asked for anew', async () => {
    const { id, jobId } = await asked();
    await house.approvalDesk.decide(id, deny);
    expect(await notRun(jobId)).toMatchObject({ status: 'denied', code: 'denied' });
    expect((await asked()).id).not.toBe(id);
  });

  it('does not run when nobody decides within a day', async () => {
    const { id, jobId } = await asked();
    house.steps.advance(dayMs - 1);
    await house.approvalDesk.expireOverdue();
    expect((await house.approvalDesk.get(id)).status).toBe('waiting');
    house.steps.advance(1);
    await expect(house.approvalDesk.decide(id, approve)).rejects.toMatchObject({
      code: 'approval_expired',
    });
    await house.approvalDesk.expireOverdue();
    expect(await notRun(jobId)).toMatchObject({ status: 'expired', code: 'approval_expired' });
    await expect(house.approvalDesk.decide(id, approve)).rejects.toMatchObject({
      code: 'approval_expired',
    });
  });

  it('does not run when its caller takes it back', async () => {
    const { id, jobId } = await asked();
    expect(await house.jobs.cancel(caller, jobId)).toMatchObject({ status: 'cancelled' });
    expect(await house.approvalDesk.get(id)).toMatchObject({ status: 'withdrawn' });
    await expect(house.approvalDesk.decide(id, approve)).rejects.toMatchObject({
      code: 'approval_decided',
    });
    expect(await notRun(jobId)).toMatchObject({ status: 'cancelled' });
  });
});

describe('a decision', () => {
  it('is the first of fifty at once, and the others are told so', async () => {
    const { id, jobId } = await asked();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        house.approvalDesk.decide(id, at % 2 === 0 ? approve : deny),
      ),
    );
    const [won, ...rest] = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(rest).toEqual([]);
    const status = won?.status === 'fulfilled' ? won.value.status : '';
    const job = await poll(jobId);
    expect(job.status).toBe(status === 'approved' ? 'success' : 'denied');
    expect(world.done).toHaveLength(status === 'approved' ? 1 : 0);
    for (const lost of outcomes) {
      if (lost.status === 'rejected')
        expect(lost.reason).toMatchObject({ code: 'approval_decided' });
    }
  });

  it('and fifty cancellations at once have one winner', async () => {
    const { id, jobId } = await asked();
    await Promise.allSettled([
      ...Array.from({ length: 25 }, () => house.jobs.cancel(caller, jobId)),
      ...Array.from({ length: 25 }, () => house.approvalDesk.decide(id, approve)),
    ]);
    const { status } = await poll(jobId);
    const approval = await house.approvalDesk.get(id);
    if (approval.status === 'withdrawn') expect([status, world.done]).toEqual(['cancelled', []]);
    else expect(approval.status).toBe('approved');
    expect(world.done.length).toBeLessThanOrEqual(1);
  });

  it('about an approval that there is not is refused', async () => {
    await expect(house.approvalDesk.decide('apr_none', approve)).rejects.toMatchObject({
      code: 'approval_not_found',
    });
  });

  it.each([-1, 0, 366 * dayMs + 1])('to remember it for %d ms is refused', async (forMs) => {
    const { id } = await asked();
    const until = new Date(house.steps.now() + forMs).toISOString();
    const remember: ApprovalDecision = { decision: 'approve', remember_until: until };
    await expect(house.approvalDesk.decide(id, remember)).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect((await house.approvalDesk.get(id)).status).toBe('waiting');
  });
});

describe('what was approved does not run any more', () => {
  const decideAndLook = async ({ id, jobId }: { id: string; jobId: string }) => {
    await house.approvalDesk.decide(id, approve);
    return notRun(jobId);
  };

  it('when the keys of its caller were revoked', async () => {
    const waiting = await asked();
    await house.keyRing.revokeCaller(caller.name);
    expect(await decideAndLook(waiting)).toMatchObject({
      status: 'error',
      code: 'preview_changed',
      message: 'The approved request was not run: the caller may no longer ask for it.',
    });
  });

  it('when its scope was taken from the caller', async () => {
    const waiting = await asked();
    await house.keyRing.createKey({ caller: caller.name, scopes: ['lamp.*'] });
    expect(await decideAndLook(waiting)).toMatchObject({
      code: 'preview_changed',
      message: 'The approved request was not run: the caller may no longer ask for it.',
    });
  });

  it('when what it acts on has changed', async () => {
    const waiting = await asked();
    hostKey = 'SHA256:new';
    expect(await decideAndLook(waiting)).toMatchObject({
      code: 'preview_changed',
      message: 'The approved request was not run: what it would act on has changed since.',
    });
    hostKey = 'SHA256:old';
    expect((await asked()).id).not.toBe(waiting.id);
  });

  it('when a rule forbids it by now', async () => {
    const waiting = await asked();
    house.rule([askFor('*'), { id: 'never', intent: 'host.*', decide: 'deny' }]);
    expect(await decideAndLook(waiting)).toMatchObject({
      code: 'preview_changed',
      message: 'The approved request was not run: a rule now forbids it.',
    });
  });
});

describe('after a crash between the decision and the run', () => {
  const nextWorld = createWorld();
  const decided = async (answer: Answer) => {
    const { id, jobId } = idsOf(answer);
    const at = house.steps.now();
    const decision = { kind: 'approve', joinUntil: at } as const;
    await house.store.runs.decideApproval({ approvalId: id, at, decision });
    return jobId;
  };
  /* Another process on the same data, which knows the tools of every house but no host.restart. */
  const inNextProcess = async (look: (next: House) => Promise<void>) => {
    nextWorld.done.length = 0;
    const next = await openHouse({ world: nextWorld, folder: house.folder, steps: house.steps });
    try {
      await next.recover();
      await look(next);
    } finally {
      await next.close();
    }
  };

  it('the next process runs it, however many look for it, once', async () => {
    const jobId = await decided(await house.call({ intent: 'lamp.set', inputs: { to: 'on' } }));
    await inNextProcess(async (next) => {
      await Promise.all([next, house, next, house].map((here) => here.startApproved()));
      const job = await next.jobs.get(caller, { jobId, waitMs: 5000 });
      expect(job.status).toBe('success');
      expect([...world.done, ...nextWorld.done]).toEqual(['lamp.set on']);
    });
  });

  it('what the next process does not offer any more does not run', async () => {
    const jobId = await decided(await ask());
    await inNextProcess(async (next) => {
      await next.startApproved();
      expect(await next.jobs.get(caller, { jobId, waitMs: 5000 })).toMatchObject({
        status: 'error',
        answer: { error: { code: 'preview_changed' } },
      });
      expect(world.done).toEqual([]);
    });
  });
});

describe('a remembered request', () => {
  const rememberFor = async (forMs: number) => {
    const waiting = await asked();
    const until = new Date(house.steps.now() + forMs).toISOString();
    await house.approvalDesk.decide(waiting.id, { decision: 'approve', remember_until: until });
    await poll(waiting.jobId);
    world.done.length = 0;
    house.steps.advance(11 * 60_000);
  };

  it('runs without asking until its date, each time anew', async () => {
    await rememberFor(7 * dayMs);
    for (let day = 0; day < 3; day += 1) {
      house.steps.advance(dayMs);
      const answer = await ask();
      expect(answer).toMatchObject({ status: 'success' });
      expect(answer.replayed).toBeUndefined();
    }
    expect(world.done).toHaveLength(3);
    house.steps.advance(4 * dayMs);
    expect((await ask()).status).toBe('needs_approval');
  });

  it.each([
    ['one byte of it changed', () => ask({ inputs: { command: `${command} ` } })],
    ['another intent asks the same', () => house.call({ intent: 'lamp.set' })],
    [
      'another caller of the space asks',
      () =>
        house.call(
          { intent: 'host.restart', inputs: { command } },
          { caller: { ...caller, name: 'another' } },
        ),
    ],
    [
      'the host has another key',
      () => {
        hostKey = 'SHA256:new';
        return ask();
      },
    ],
    [
      'another rule asks as well',
      () => {
        house.rule([askFor('*'), askFor('host.*', 'second')]);
        return ask();
      },
    ],
  ])('is asked for again where %s', async (_, send) => {
    await rememberFor(7 * dayMs);
    expect((await send()).status).toBe('needs_approval');
    expect(world.done).toEqual([]);
  });

  it('is still forbidden by a rule that denies', async () => {
    await rememberFor(7 * dayMs);
    house.rule([askFor('*'), { id: 'never', intent: 'host.*', decide: 'deny' }]);
    expect((await ask()).error?.code).toBe('denied');
  });
});
