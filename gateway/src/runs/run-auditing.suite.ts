import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../platform/audit-log.ts';
import { brokenLinks } from '../platform/audit-log.suite.ts';
import type { Run } from './run-store.ts';
import type { StoresNow } from './testing/run-stores.ts';
import { answerOf, createSampleRuns, explicitKey, start } from './testing/sample-runs.ts';

/** What is done has its entry in the audit log, in the commit that does it; what is not done has none. */
export function describeAuditing(stores: StoresNow): void {
  const sample = createSampleRuns();
  const entries = () => stores().b.audit.listEntries({ after: 0, limit: 10_000 });
  const kinds = async () => (await entries()).map(({ kind }) => kind);

  async function accepted(): Promise<Run> {
    const run = sample.run();
    await stores().a.runs.acceptRun({ run });
    return run;
  }

  describe('auditing', () => {
    it('tells of a run that settled: who, what, by which rule, and how it ended', async () => {
      const run = await accepted();
      const settling = sample.settling(run);
      await stores().a.runs.settleRun(settling);
      const [entry] = await entries();
      expect(entry).toMatchObject({
        kind: 'run_settled',
        at: new Date(settling.at).toISOString(),
        caller: run.caller,
        space: run.space,
        intent: run.intent,
        effect: run.effect,
        rule: run.rule,
        status: 'success',
        run_id: run.id,
        receipt_id: settling.receipt.receipt_id,
      });
      expect(entry?.inputs_digest).toMatch(/^[0-9a-f]{64}$/);
      expect(entry?.result_digest).toMatch(/^[0-9a-f]{64}$/);
    });

    it('never holds inputs, results, or digests that could be guessed at', async () => {
      const run = sample.run({ inputs: { secret: 'hunter2' }, inputsDigest: 'plain-digest' });
      await stores().a.runs.acceptRun({ run });
      const answer = { ...answerOf(run), result: { found: 'hunter2' } };
      await stores().a.runs.settleRun(sample.settling(run, { answer }));
      const text = JSON.stringify(await entries());
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain('plain-digest');
    });

    it('tells nothing of what was fenced or refused', async () => {
      const run = await accepted();
      await stores().a.runs.settleRun(sample.settling(run, { epoch: 7 }));
      const changes = [{ kind: 'nobody.knows', data: { space: run.space } }];
      await expect(
        stores().a.runs.settleRun(sample.settling(run, { changes })),
      ).rejects.toMatchObject({ code: 'internal' });
      expect(await entries()).toEqual([]);
    });

    it('tells of reads, previews and denials, one entry each', async () => {
      const statuses = ['success', 'error', 'preview', 'denied'] as const;
      const receipts = statuses.map((status) => sample.readReceipt({ status }));
      await stores().a.runs.recordReads(receipts, []);
      expect(await kinds()).toEqual(['read', 'read', 'preview', 'denied']);
      expect((await entries()).map((entry) => entry.receipt_id)).toEqual(
        receipts.map(({ receipt_id }) => receipt_id),
      );
    });

    it('tells once of reads that come twice, for nobody heard that they were kept', async () => {
      const batch = [[sample.readReceipt(), sample.readReceipt()], [sample.result()]] as const;
      await stores().a.runs.recordReads(...batch);
      await stores().b.runs.recordReads([...batch[0], sample.readReceipt()], batch[1]);
      expect(await kinds()).toEqual(['read', 'read', 'read']);
      expect(await stores().a.runs.listReceipts({ limit: 10 })).toHaveLength(3);
      expect(await stores().a.runs.findResult(batch[1][0])).toEqual(batch[1][0]);
    });

    it('tells of a preview that was spent, and of what the owner found', async () => {
      const preview = {
        id: 'pvw_1',
        tokenHash: 'h',
        caller: 'chatgpt',
        digest: 'd',
        tokenOnly: false,
        createdAt: start,
        expiresAt: start + 60_000,
      };
      await stores().a.previews.keepPreview(preview);
      const run = sample.run();
      const consent = { kind: 'token', tokenHash: 'h', digest: 'd' } as const;
      await Promise.all(
        Array.from({ length: 10 }, () =>
          stores().a.runs.acceptRun({ run: { ...run, id: sample.newId('job') }, consent }),
        ),
      );
      const [spent] = await entries();
      expect(spent).toMatchObject({ kind: 'preview_spent', details: { by: 'token' } });
      const runId = spent?.run_id ?? '';
      await stores().a.runs.settleRun(
        sample.settling({ ...run, id: runId }, { status: 'unknown' }),
      );
      const { receipt } = sample.settling({ ...run, id: runId });
      const resolution = { status: 'success', answer: answerOf(run), receipt } as const;
      const resolve = () =>
        stores().a.runs.resolveRun({ runId, ...resolution, at: start + 900, freesKey: false });
      await Promise.all([resolve(), resolve()]);
      expect(await kinds()).toEqual(['preview_spent', 'run_settled', 'resolved']);
    });

    it('is one unbroken chain, however much two instances do at once', async () => {
      const { a, b } = stores();
      const doOne = async (index: number): Promise<void> => {
        const { runs } = index % 2 === 0 ? a : b;
        const run = sample.run();
        await runs.acceptRun({ run, key: explicitKey(`k${index}`) });
        await Promise.all([
          runs.recordReads([sample.readReceipt(), sample.readReceipt()], []),
          runs.settleRun(sample.settling(run)),
          runs.settleRun(sample.settling(run)),
        ]);
      };
      await Promise.all(Array.from({ length: 40 }, (_, index) => doOne(index)));
      const all: readonly AuditEntry[] = await entries();
      expect(all).toHaveLength(120);
      expect(brokenLinks(all)).toEqual([]);
    });
  });
}
