import type { Outcome } from './outcome.ts';
import { decideSettlement } from './outcome.ts';
import { isSettled, type Run } from './run.ts';
import { recordOf, settleRun, type SettleParts } from './settle-run.ts';

/**
 * Takes what a far side reports of a run that nobody here waits for. One that another process is
 * answerable for is settled; one of unknown outcome is now known. False where it had ended before.
 */
export async function takeLateReport(
  run: Run,
  outcome: Outcome,
  parts: SettleParts,
): Promise<boolean> {
  if (run.status === 'running') return (await settleRun(run, outcome, parts)) !== undefined;
  if (isSettled(run.status) && run.status !== 'unknown') return false;
  return resolveUnknown(run, outcome, parts);
}

async function resolveUnknown(run: Run, outcome: Outcome, parts: SettleParts): Promise<boolean> {
  const { store } = parts;
  const settlement = decideSettlement(outcome, run);
  const { status } = settlement;
  if (status !== 'success' && status !== 'error') return false;
  const { answer, receipt, result, at, freesKey } = recordOf(run, settlement, parts);
  if (result) await store.recordReads([], [result]);
  /* The receipt that the run has is the one that is corrected. */
  const receiptId = run.answer?.receipt_id ?? receipt.receipt_id;
  const resolved = await store.resolveRun({
    runId: run.id,
    status,
    answer: { ...answer, receipt_id: receiptId },
    receipt: { ...receipt, receipt_id: receiptId },
    at,
    freesKey,
  });
  return resolved?.kind === 'resolved';
}
