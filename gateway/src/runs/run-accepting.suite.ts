import { describe, expect, it } from 'vitest';
import type { AcceptOutcome, Run, RunKey } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import {
  answerOf,
  createSampleRuns,
  derivedKey,
  explicitKey,
  start,
} from './testing/sample-runs.ts';

const aMinute = 60_000;

export function describeAccepting(stores: StoresNow): void {
  const sample = createSampleRuns();
  const accept = (run: Run, key?: RunKey) =>
    stores().a.runs.acceptRun(key === undefined ? { run } : { run, key });
  const settle = (run: Run, ...changes: [Parameters<typeof sample.settling>[1]?]) =>
    stores().a.runs.settleRun(sample.settling(run, ...changes));
  const makeUnknown = (run: Run) => settle(run, { status: 'unknown' });

  describe('accepting', () => {
    it('records the run whole, for every replica to see', async () => {
      const run = sample.run({
        callbackUrl: 'https://hooks.example.org/done',
        inputs: { text: 'größe 🎈', nested: { list: [1, null, true] } },
      });
      expect(await accept(run)).toEqual({ kind: 'accepted', run });
      expect(await stores().b.runs.findRun({ runId: run.id, space: run.space })).toEqual(run);
    });

    it('accepts the same call twice where it has no key', async () => {
      expect((await accept(sample.run())).kind).toBe('accepted');
      expect((await accept(sample.run())).kind).toBe('accepted');
    });

    it('keeps nothing of a run whose id is taken, and goes on', async () => {
      const run = sample.run();
      await accept(run);
      await expect(accept(sample.run({ id: run.id }))).rejects.toMatchObject({ code: 'internal' });
      expect((await accept(sample.run())).kind).toBe('accepted');
    });
  });

  describe('an explicit key', () => {
    it('joins the run while it runs, and replays it when settled', async () => {
      const run = sample.run();
      await accept(run, explicitKey('k'));
      expect(await accept(sample.run(), explicitKey('k'))).toEqual({ kind: 'existing', run });

      await settle(run);
      const replay = await stores().b.runs.acceptRun({ run: sample.run(), key: explicitKey('k') });
      expect(replay).toMatchObject({
        kind: 'existing',
        run: { id: run.id, status: 'success', answer: answerOf(run) },
      });
    });

    it('refuses other inputs', async () => {
      const run = sample.run();
      await accept(run, explicitKey('k'));
      const other = await accept(sample.run({ inputsDigest: 'other' }), explicitKey('k'));
      expect(other).toEqual({ kind: 'key_reused', run });
    });

    it('belongs to one caller and one intent', async () => {
      await accept(sample.run(), explicitKey('k'));
      const ofOther = [{ caller: 'claude' }, { intent: 'lights.dim' }];
      for (const changes of ofOther) {
        expect((await accept(sample.run(changes), explicitKey('k'))).kind).toBe('accepted');
      }
    });

    it('is no derived key, even if it reads the same', async () => {
      await accept(sample.run(), explicitKey('k'));
      expect((await accept(sample.run(), derivedKey('k'))).kind).toBe('accepted');
    });

    it('holds although other runs came after', async () => {
      const run = sample.run();
      await accept(run, explicitKey('k'));
      await accept(sample.run());
      expect((await accept(sample.run(), explicitKey('k'))).kind).toBe('existing');
    });

    it('is as if never used once it expired, even for other inputs', async () => {
      const run = sample.run();
      await accept(run, explicitKey('k', start + aMinute));
      await settle(run);
      const late = sample.run({ createdAt: start + aMinute, inputsDigest: 'other' });
      const key = explicitKey('k', start + 2 * aMinute);
      expect(await accept(late, key)).toEqual({ kind: 'accepted', run: late });
      expect(await accept(late, key)).toMatchObject({ kind: 'existing', run: { id: late.id } });
    });

    it.each(['running', 'unknown'] as const)(
      'holds without end while its run is %s',
      async (status) => {
        const run = sample.run();
        await accept(run, explicitKey('k', start + aMinute));
        if (status === 'unknown') await makeUnknown(run);
        const late = sample.run({ createdAt: start + 100 * aMinute });
        expect(await accept(late, explicitKey('k'))).toMatchObject({
          kind: 'existing',
          run: { id: run.id, status },
        });
      },
    );

    it('is found before a call is prepared, until it expires', async () => {
      const { b } = stores();
      const run = sample.run();
      await accept(run, explicitKey('k', start + aMinute));
      await settle(run);
      const key = { caller: run.caller, intent: run.intent, key: 'k' };
      expect(await b.runs.findKeyedRun({ ...key, now: start })).toMatchObject({
        run: { id: run.id },
      });
      expect(await b.runs.findKeyedRun({ ...key, now: start + aMinute })).toBeUndefined();
      expect(await b.runs.findKeyedRun({ ...key, caller: 'claude', now: start })).toBeUndefined();
      expect(await b.runs.findKeyedRun({ ...key, key: 'other', now: start })).toBeUndefined();
    });

    it('runs once however often it arrives at once', async () => {
      const { a, b } = stores();
      const calls = Array.from({ length: 60 }, () => sample.run());
      const outcomes = await Promise.all(
        calls.map((run, index) =>
          (index % 2 === 0 ? a : b).runs.acceptRun({ run, key: explicitKey('k') }),
        ),
      );
      expectOneAccepted(outcomes);
    });
  });

  describe('a derived key', () => {
    it('joins and replays the same call', async () => {
      const run = sample.run();
      await accept(run, derivedKey('on'));
      expect(await accept(sample.run(), derivedKey('on'))).toEqual({ kind: 'existing', run });
      await settle(run);
      expect(await accept(sample.run(), derivedKey('on'))).toMatchObject({
        kind: 'existing',
        run: { id: run.id, status: 'success' },
      });
    });

    it('lets light on, off, on be three runs', async () => {
      const kinds = [];
      for (const key of ['on', 'off', 'on', 'on']) {
        kinds.push((await accept(sample.run(), derivedKey(key))).kind);
      }
      expect(kinds).toEqual(['accepted', 'accepted', 'accepted', 'existing']);
    });

    it.each([
      ['a read', { effect: 'read' as const }],
      ['a run on another resource', { resource: 'doors' }],
      ['a run of another caller', { caller: 'claude' }],
    ])('still stands after %s', async (_, changes) => {
      const run = sample.run();
      await accept(run, derivedKey('on'));
      await accept(sample.run(changes));
      expect(await accept(sample.run(), derivedKey('on'))).toEqual({ kind: 'existing', run });
    });

    it('does not stand after an effectful run without a key or with an explicit one', async () => {
      await accept(sample.run(), derivedKey('on'));
      await accept(sample.run());
      expect((await accept(sample.run(), derivedKey('on'))).kind).toBe('accepted');
      await accept(sample.run(), explicitKey('k'));
      expect((await accept(sample.run(), derivedKey('on'))).kind).toBe('accepted');
    });

    it('ends at its time, unless its run goes on', async () => {
      const run = sample.run();
      await accept(run, derivedKey('on', { expiresAt: start + aMinute }));
      const late = () => sample.run({ createdAt: start + aMinute });
      expect((await accept(late(), derivedKey('on'))).kind).toBe('existing');
      await settle(run);
      expect((await accept(late(), derivedKey('on'))).kind).toBe('accepted');
    });

    it('is taken over by a run that was asked for again', async () => {
      const first = sample.run();
      await accept(first, derivedKey('on'));
      const second = sample.run();
      expect((await accept(second, derivedKey('on', { again: true }))).kind).toBe('accepted');
      expect(await accept(sample.run(), derivedKey('on'))).toMatchObject({
        run: { id: second.id },
      });
    });

    it('holds against everything while nobody knows what its run did', async () => {
      const run = sample.run();
      await accept(run, derivedKey('on', { expiresAt: start + aMinute }));
      await accept(sample.run());
      await makeUnknown(run);
      const late = sample.run({ createdAt: start + 100 * aMinute });
      for (const again of [false, true]) {
        expect(await accept(late, derivedKey('on', { again }))).toMatchObject({
          kind: 'existing',
          run: { id: run.id, status: 'unknown' },
        });
      }
    });

    it('runs once however often it arrives at once', async () => {
      const { a, b } = stores();
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          (index % 2 === 0 ? a : b).runs.acceptRun({ run: sample.run(), key: derivedKey('on') }),
        ),
      );
      expectOneAccepted(outcomes);
    });
  });
}

function expectOneAccepted(outcomes: readonly AcceptOutcome[]): void {
  const accepted = outcomes.filter(({ kind }) => kind === 'accepted');
  expect(accepted).toHaveLength(1);
  const ids = new Set(outcomes.map((outcome) => 'run' in outcome && outcome.run.id));
  expect(ids.size).toBe(1);
}
