import { describe, expect, it } from 'vitest';
import type { StoredApproval } from '../consent/approval-store.ts';
import type { DecideApproval, Run, RunKey, TakeExpiredRuns } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import { createSampleRuns, derivedKey, explicitKey, start } from './testing/sample-runs.ts';

const dayMs = 24 * 60 * 60_000;

export function describeApprovals(stores: StoresNow): void {
  const sample = createSampleRuns();

  interface Asked {
    readonly run: Run;
    readonly approval: StoredApproval;
  }

  function approvalOf(run: Run, changes: Partial<StoredApproval> = {}): StoredApproval {
    return {
      id: sample.newId('apr'),
      runId: run.id,
      caller: run.caller,
      space: run.space,
      intent: run.intent,
      effect: run.effect,
      digest: 'digest-of-request',
      rules: ['night', 'prod'],
      inputs: run.inputs,
      target: { host: 'prod-1' },
      note: 'The light would go on.',
      would: { on: true },
      status: 'waiting',
      createdAt: run.createdAt,
      expiresAt: run.createdAt + dayMs,
      ...changes,
    };
  }

  async function asked(
    changes: { run?: Partial<Run>; approval?: Partial<StoredApproval>; key?: RunKey } = {},
  ): Promise<Asked> {
    const run = sample.run({ status: 'needs_approval', leaseUntil: 0, ...changes.run });
    const approval = approvalOf(run, changes.approval);
    const { key } = changes;
    const ask = { approval, notices: [] };
    await stores().a.runs.acceptRun({ run, ask, ...(key && { key }) });
    return { run, approval };
  }

  const approve: DecideApproval['decision'] = { kind: 'approve', joinUntil: start + 60_000 };
  const ending = (kind: 'deny' | 'expire' | 'withdraw', run: Run): DecideApproval['decision'] => ({
    kind,
    settle: sample.settling(run, {
      status: kind === 'withdraw' ? 'cancelled' : 'denied',
      freesKey: true,
    }),
  });
  const decide = (
    { id }: Pick<StoredApproval, 'id'>,
    decision: DecideApproval['decision'],
    at = start + 100,
  ) => stores().b.runs.decideApproval({ approvalId: id, at, decision });
  const taking = (changes: Partial<TakeExpiredRuns> = {}): TakeExpiredRuns => ({
    replicaId: 'rep_b',
    now: start + 1000,
    leaseUntil: start + 9000,
    limit: 10,
    ...changes,
  });
  const find = ({ id }: Run) => stores().b.runs.getRunOfAnySpace(id);
  const statusOf = async (run: Run) => (await find(run))?.status;

  describe('asking the owner', () => {
    it('keeps the question together with its run', async () => {
      const { run, approval } = await asked();
      const { approvals } = stores().b;
      expect(await find(run)).toEqual(run);
      expect(await approvals.findApproval(approval.id)).toEqual(approval);
      expect(await approvals.findApprovalOfRun(run.id)).toEqual(approval);
      expect(await approvals.findApproval('apr_none')).toBeUndefined();
      expect(await approvals.findApprovalOfRun('job_none')).toBeUndefined();
    });

    it.each([
      ['explicit', explicitKey('k')],
      ['derived', derivedKey('k', { expiresAt: start + 1 })],
    ])(
      'is not done twice for the same %s key, however long it waits and whatever else is asked',
      async (_, key) => {
        const first = await asked({ key });
        await asked({ run: { inputs: { room: 'hall' } } });
        const repeated = sample.run({ createdAt: start + 30_000, status: 'needs_approval' });
        const ask = { approval: approvalOf(repeated), notices: [] };
        const outcome = await stores().b.runs.acceptRun({ run: repeated, key, ask });
        expect(outcome).toEqual({ kind: 'existing', run: first.run });
        expect(await stores().a.approvals.findApproval(ask.approval.id)).toBeUndefined();
      },
    );

    it('is done once by many who ask the same at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const run = sample.run({ status: 'needs_approval' });
          const { a, b } = stores();
          const ask = { approval: approvalOf(run), notices: [] };
          return (index % 2 === 0 ? a : b).runs.acceptRun({ run, key: derivedKey('k'), ask });
        }),
      );
      expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
      expect(await stores().a.approvals.listApprovals({ limit: 60 })).toHaveLength(1);
    });

    it('is done anew for a call that says so', async () => {
      await asked({ key: derivedKey('k') });
      const again = await asked({ key: derivedKey('k', { again: true }) });
      expect(await statusOf(again.run)).toBe('needs_approval');
    });
  });

  describe('deciding', () => {
    it('queues what was approved, and keeps until when it is remembered', async () => {
      const { run, approval } = await asked();
      const rememberUntil = start + 5 * dayMs;
      const verdict = await decide(approval, { ...approve, rememberUntil });
      const decided = { ...approval, status: 'approved', decidedAt: start + 100, rememberUntil };
      expect(verdict).toEqual({ kind: 'decided', approval: decided });
      expect(await stores().a.approvals.findApproval(approval.id)).toEqual(decided);
      expect(await find(run)).toEqual({ ...run, status: 'queued' });
    });

    it.each([
      ['deny', 'denied', 'denied'],
      ['expire', 'expired', 'denied'],
      ['withdraw', 'withdrawn', 'cancelled'],
    ] as const)(
      '%s ends the run in the same commit, and frees its key',
      async (kind, is, ended) => {
        const { run, approval } = await asked({ key: derivedKey('k') });
        expect(await decide(approval, ending(kind, run))).toMatchObject({
          kind: 'decided',
          approval: { status: is, decidedAt: start + 100 },
        });
        expect(await statusOf(run)).toBe(ended);
        expect(await stores().a.runs.listReceipts({ limit: 5 })).toHaveLength(1);
        const repeated = await stores().a.runs.acceptRun({
          run: sample.run(),
          key: derivedKey('k'),
        });
        expect(repeated.kind).toBe('accepted');
      },
    );

    it('counts once: whatever comes later changes nothing', async () => {
      const { run, approval } = await asked();
      await decide(approval, ending('deny', run));
      for (const late of [approve, ending('withdraw', run), ending('deny', run)]) {
        expect(await decide(approval, late)).toMatchObject({
          kind: 'too_late',
          approval: { status: 'denied' },
        });
      }
      expect(await statusOf(run)).toBe('denied');
      expect(await stores().a.runs.listReceipts({ limit: 5 })).toHaveLength(1);
    });

    it('is done by one of fifty who decide at once', async () => {
      const { run, approval } = await asked();
      const verdicts = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const { a, b } = stores();
          const decision = index % 2 === 0 ? approve : ending('deny', run);
          const store = index % 4 < 2 ? a : b;
          return store.runs.decideApproval({ approvalId: approval.id, at: start + 1, decision });
        }),
      );
      expect(verdicts.filter((verdict) => verdict?.kind === 'decided')).toHaveLength(1);
    });

    it('is too late for a yes when its time is over, but not for an end', async () => {
      const { run, approval } = await asked();
      const late = await decide(approval, approve, approval.expiresAt);
      expect(late).toEqual({ kind: 'too_late', approval });
      expect(await statusOf(run)).toBe('needs_approval');
      expect(await decide(approval, ending('expire', run), approval.expiresAt)).toMatchObject({
        kind: 'decided',
      });
    });

    it('knows nothing of an approval that there is not', async () => {
      expect(await decide({ id: 'apr_none' }, approve)).toBeUndefined();
    });
  });

  describe('what was approved', () => {
    it('is taken once, as a new attempt, oldest first', async () => {
      const [first, second, third] = [await asked(), await asked(), await asked()];
      await decide(third.approval, ending('deny', third.run));
      for (const { approval } of [second, first]) await decide(approval, approve);
      await asked();
      const attempt = { status: 'running', replicaId: 'rep_b', epoch: 2, leaseUntil: start + 9000 };
      expect(await stores().b.runs.takeQueuedRuns(taking())).toEqual([
        { ...first.run, ...attempt },
        { ...second.run, ...attempt },
      ]);
      expect(await stores().a.runs.takeQueuedRuns(taking())).toEqual([]);
    });

    it('is never given to two replicas', async () => {
      for (let count = 0; count < 20; count += 1) await decide((await asked()).approval, approve);
      const { a, b } = stores();
      const taken = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 === 0 ? a : b).runs.takeQueuedRuns(
            taking({ replicaId: `rep_${index}`, limit: 3 }),
          ),
        ),
      );
      const ids = taken.flat().map(({ id }) => id);
      expect(ids).toHaveLength(20);
      expect(new Set(ids).size).toBe(20);
    });

    it('is joined by the same request until then, and asked for anew afterwards', async () => {
      const key = derivedKey('k', { expiresAt: start + dayMs });
      const { run, approval } = await asked({ key });
      await decide(approval, { kind: 'approve', joinUntil: start + 5000 });
      const [taken] = await stores().b.runs.takeQueuedRuns(taking());
      await stores().b.runs.settleRun(sample.settling(taken ?? run));
      const repeatAt = (createdAt: number) =>
        stores().a.runs.acceptRun({ run: sample.run({ createdAt }), key });
      expect((await repeatAt(start + 4999)).kind).toBe('existing');
      expect((await repeatAt(start + 5000)).kind).toBe('accepted');
    });

    it('keeps its explicit key as long as any', async () => {
      const { approval } = await asked({ key: explicitKey('k', start + dayMs) });
      await decide(approval, { kind: 'approve', joinUntil: start + 1 });
      const repeated = sample.run({ createdAt: start + dayMs - 1 });
      const outcome = await stores().a.runs.acceptRun({
        run: repeated,
        key: explicitKey('k', start + 2 * dayMs),
      });
      expect(outcome.kind).toBe('existing');
    });

    it('is from then on the last that was done: what was done before it may be done again', async () => {
      const { approval } = await asked({ key: derivedKey('on') });
      const off = sample.run();
      const offKey = derivedKey('off');
      await stores().a.runs.acceptRun({ run: off, key: offKey });
      await stores().a.runs.settleRun(sample.settling(off));
      const offAgain = () => stores().a.runs.acceptRun({ run: sample.run(), key: offKey });
      expect((await offAgain()).kind).toBe('existing');
      await decide(approval, approve);
      expect((await offAgain()).kind).toBe('accepted');
    });
  });

  describe('looking at approvals', () => {
    it('lists the newest first, by page and by how they stand', async () => {
      const all = [await asked(), await asked(), await asked()];
      const [first, second, third] = all.map(({ approval }) => approval.id);
      await decide({ id: second ?? '' }, approve);
      const { approvals } = stores().b;
      const ids = async (query: Parameters<typeof approvals.listApprovals>[0]) =>
        (await approvals.listApprovals(query)).map(({ id }) => id);
      expect(await ids({ limit: 9 })).toEqual([third, second, first]);
      expect(await ids({ limit: 9, status: 'waiting' })).toEqual([third, first]);
      expect(await ids({ limit: 9, status: 'approved' })).toEqual([second]);
      expect(await ids({ limit: 9, after: third ?? '' })).toEqual([second, first]);
    });

    it('finds those whose time is over, the longest overdue first', async () => {
      const late = await asked({ approval: { expiresAt: start + 2 } });
      const later = await asked({ approval: { expiresAt: start + 1 } });
      const decided = await asked({ approval: { expiresAt: start + 1 } });
      await decide(decided.approval, ending('deny', decided.run), start);
      await asked({ approval: { expiresAt: start + 3 } });
      const { approvals } = stores().b;
      const overdue = await approvals.listOverdueApprovals({ now: start + 2, limit: 9 });
      expect(overdue.map(({ id }) => id)).toEqual([later.approval.id, late.approval.id]);
      expect(await approvals.listOverdueApprovals({ now: start + 2, limit: 1 })).toHaveLength(1);
    });
  });

  describe('remembering', () => {
    const remembered = (changes: Partial<{ caller: string; digest: string; now: number }> = {}) =>
      stores().b.approvals.findRemembered({
        caller: 'chatgpt',
        digest: 'digest-of-request',
        now: start + 200,
        ...changes,
      });

    it('lifts the rules of exactly that request of that caller, until its date', async () => {
      const { approval } = await asked();
      await decide(approval, { ...approve, rememberUntil: start + 500 });
      expect((await remembered()).toSorted()).toEqual(['night', 'prod']);
      expect(await remembered({ now: start + 499 })).toHaveLength(2);
      expect(await remembered({ now: start + 500 })).toEqual([]);
      expect(await remembered({ digest: 'another' })).toEqual([]);
      expect(await remembered({ caller: 'claude' })).toEqual([]);
    });

    it('is only what a yes with a date does', async () => {
      const [approved, denied] = [await asked(), await asked()];
      await decide(approved.approval, approve);
      await decide(denied.approval, ending('deny', denied.run));
      await asked();
      expect(await remembered()).toEqual([]);
    });

    it('goes on after the run is forgotten, and is forgotten itself once it is over', async () => {
      const { run, approval } = await asked();
      await decide(approval, { ...approve, rememberUntil: start + dayMs });
      await stores().b.runs.takeQueuedRuns(taking());
      await stores().b.runs.settleRun(sample.settling(run, { epoch: 2 }));
      const prune = (now: number) =>
        stores().a.runs.prune({
          now,
          runsBefore: start + 5000,
          readReceiptsBefore: start,
          keepReadReceipts: 100,
        });
      await prune(start + 6000);
      expect(await find(run)).toBeUndefined();
      expect(await remembered()).toHaveLength(2);
      await prune(start + dayMs);
      expect(await stores().a.approvals.findApproval(approval.id)).toBeUndefined();
    });

    it('leaves what still waits alone when the old is forgotten', async () => {
      const { approval } = await asked();
      const far = start + 400 * dayMs;
      await stores().a.runs.prune({
        now: far,
        runsBefore: far,
        readReceiptsBefore: far,
        keepReadReceipts: 0,
      });
      expect(await stores().b.approvals.findApproval(approval.id)).toEqual(approval);
    });
  });
}
