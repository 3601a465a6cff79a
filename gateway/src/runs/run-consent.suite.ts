import { describe, expect, it } from 'vitest';
import type { StoredPreview } from '../consent/preview-store.ts';
import type { ConsentClaim, Run, RunKey } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import { createSampleRuns, derivedKey, explicitKey, start } from './testing/sample-runs.ts';

const token: ConsentClaim = { kind: 'token', tokenHash: 'hash-of-token', digest: 'd' };
const flag: ConsentClaim = { kind: 'flag', digest: 'd' };
const expiry = start + 60_000;

export function describeConsent(stores: StoresNow): void {
  const sample = createSampleRuns();
  const key = derivedKey('same');

  function previewOf(changes: Partial<StoredPreview> = {}): StoredPreview {
    return {
      id: sample.newId('pvw'),
      tokenHash: 'hash-of-token',
      caller: 'chatgpt',
      digest: 'd',
      tokenOnly: false,
      createdAt: start,
      expiresAt: expiry,
      ...changes,
    };
  }
  const keep = (changes?: Partial<StoredPreview>) =>
    stores().a.previews.keepPreview(previewOf(changes));
  const spend = (run: Run, consent: ConsentClaim, byKey: RunKey = key) =>
    stores().b.runs.acceptRun({ run, key: byKey, consent });
  const settle = (run: Run, ...changes: [Parameters<typeof sample.settling>[1]?]) =>
    stores().a.runs.settleRun(sample.settling(run, ...changes));

  describe('spending a preview by its token', () => {
    it('makes a run that acts on exactly the plan that was shown', async () => {
      await keep({ plan: { ids: ['m1', 'm2'] } });
      const run = sample.run();
      const planned = { ...run, plan: { ids: ['m1', 'm2'] } };
      expect(await spend(run, token)).toEqual({ kind: 'accepted', run: planned });
      expect(await stores().a.runs.getRunOfAnySpace(run.id)).toEqual(planned);
    });

    it('is a new run although the same was just done', async () => {
      await stores().a.runs.acceptRun({ run: sample.run(), key });
      await keep();
      expect((await spend(sample.run(), token)).kind).toBe('accepted');
    });

    it('replays the run for the same call once more, even when the preview has expired since', async () => {
      await keep();
      const run = sample.run();
      await spend(run, token);
      await settle(run);
      for (const createdAt of [start + 10, expiry + 10]) {
        expect(await spend(sample.run({ createdAt }), token)).toMatchObject({
          kind: 'existing',
          run: { id: run.id, status: 'success' },
        });
      }
    });

    it.each([
      ['unknown_token', { ...token, tokenHash: 'other' }, {}],
      ['not_yours', token, { caller: 'claude' }],
      ['changed', { ...token, digest: 'other' }, {}],
      ['expired', token, { createdAt: expiry }],
    ] as const)('refuses: %s', async (why, claim, changes) => {
      await keep();
      expect(await spend(sample.run(changes), claim)).toEqual({ kind: 'consent_refused', why });
    });

    it('refuses a spent one for anything but the same call', async () => {
      await keep();
      await spend(sample.run(), token);
      const other = await spend(sample.run(), { ...token, digest: 'other' });
      expect(other).toEqual({ kind: 'consent_refused', why: 'spent' });
    });

    it('leaves the preview as it was after a refusal', async () => {
      await keep();
      await spend(sample.run(), { ...token, digest: 'other' });
      await spend(sample.run({ caller: 'claude' }), token);
      expect((await spend(sample.run(), token)).kind).toBe('accepted');
    });

    it('works for a preview that no flag may spend', async () => {
      await keep({ tokenOnly: true });
      expect((await spend(sample.run(), token)).kind).toBe('accepted');
    });
  });

  describe('spending a preview by a flag', () => {
    it('takes the newest plan that was shown', async () => {
      await keep({ tokenHash: 'h1', createdAt: start, plan: 'old' });
      await keep({ tokenHash: 'h2', createdAt: start + 1, plan: 'new' });
      expect(await spend(sample.run(), flag)).toMatchObject({ run: { plan: 'new' } });
    });

    it('runs once for two previews of the same request', async () => {
      await keep({ tokenHash: 'h1' });
      await keep({ tokenHash: 'h2' });
      const run = sample.run();
      expect((await spend(run, flag)).kind).toBe('accepted');
      expect(await spend(sample.run(), flag)).toMatchObject({
        kind: 'existing',
        run: { id: run.id },
      });
    });

    it.each([
      ['there is none', undefined],
      ['it was made for another caller', { caller: 'claude' }],
      ['it was made for other inputs or another target', { digest: 'other' }],
      ['it was made by a request that carried the flag already', { tokenOnly: true }],
      ['it has expired', { expiresAt: start + 1 }],
    ])('is refused where %s', async (_, changes) => {
      if (changes) await keep(changes);
      const refused = { kind: 'consent_refused', why: 'no_preview' };
      expect(await spend(sample.run({ createdAt: start + 2 }), flag)).toEqual(refused);
    });

    it('replays the same confirmed call, but not when asked to run again', async () => {
      await keep();
      const run = sample.run();
      await spend(run, flag);
      expect(await spend(sample.run(), flag)).toMatchObject({
        kind: 'existing',
        run: { id: run.id },
      });
      const again = await spend(sample.run(), flag, derivedKey('same', { again: true }));
      expect(again).toEqual({ kind: 'consent_refused', why: 'no_preview' });
    });
  });

  describe('consent and keys', () => {
    it('looks at an explicit key first, and spends nothing for it', async () => {
      const run = sample.run();
      await stores().a.runs.acceptRun({ run, key: explicitKey('k') });
      await keep();
      expect(await spend(sample.run(), token, explicitKey('k'))).toEqual({ kind: 'existing', run });
      const reused = await spend(sample.run({ inputsDigest: 'other' }), flag, explicitKey('k'));
      expect(reused.kind).toBe('key_reused');
      expect((await spend(sample.run(), token)).kind).toBe('accepted');
    });

    it('does not run anew what may have happened, whatever was confirmed since', async () => {
      await keep();
      const run = sample.run();
      await spend(run, token);
      await settle(run, { status: 'unknown' });
      await keep({ tokenHash: 'fresh' });
      for (const claim of [flag, { ...token, tokenHash: 'fresh' }]) {
        expect(await spend(sample.run(), claim)).toMatchObject({
          kind: 'existing',
          run: { id: run.id, status: 'unknown' },
        });
      }
    });

    it('can be spent again where it is certain that nothing happened', async () => {
      await keep();
      const run = sample.run();
      await spend(run, token);
      await settle(run, { status: 'error', freesKey: true });
      expect((await spend(sample.run(), token)).kind).toBe('accepted');
    });

    it('can be spent again where the owner found that nothing happened', async () => {
      await keep();
      const run = sample.run();
      await spend(run, token);
      const { answer, receipt } = sample.settling(run);
      await settle(run, { status: 'unknown' });
      await stores().a.runs.resolveRun({
        runId: run.id,
        status: 'error',
        answer,
        receipt,
        at: start,
        freesKey: true,
      });
      expect((await spend(sample.run(), token)).kind).toBe('accepted');
    });
  });

  it.each([
    ['token', token],
    ['flag', flag],
  ])('lets one of fifty win who spend one preview by its %s at once', async (_, claim) => {
    await keep();
    const { a, b } = stores();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? a : b).runs.acceptRun({ run: sample.run(), key, consent: claim }),
      ),
    );
    const kinds = outcomes.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(['accepted', ...Array.from({ length: 49 }, () => 'existing')]);
  });
}
