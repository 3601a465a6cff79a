import type { Answer } from '#contract';
import { acceptedAnswer, errorAnswer, frameOf } from './answers.ts';
import type { PreparedCall } from './call.ts';
import { capResult } from './cap-result.ts';
import { execute } from './execute.ts';
import { decideSettlement, type Outcome } from './outcome.ts';
import { receiptOfRead } from './receipt-of.ts';
import type { LaneParts } from './lane-parts.ts';
import { runOfCall } from './run-of-call.ts';
import { createProgressReporter, trackRun } from './start-run.ts';
import { createStopSwitch } from './stop-switch.ts';
import { within } from './within.ts';

/** Runs a read in memory. One that takes longer than the wait becomes a recorded job and goes on. */
export async function runRead(call: PreparedCall, rule: string, parts: LaneParts): Promise<Answer> {
  const stop = createStopSwitch();
  const jobId = parts.newId('job');
  const outcome = execute({
    ...call,
    stop,
    progress: createProgressReporter({ id: jobId, epoch: 1 }, parts),
  });
  const ending = await within(outcome, call.waitMs);
  if (ending) return finishRead(call, ending, { ...parts, rule });

  const claim = {
    id: jobId,
    rule,
    replicaId: parts.replicaId,
    leaseUntil: parts.now() + parts.leaseMs,
  };
  const run = runOfCall(call, claim);
  await parts.store.acceptRun({ run });
  trackRun(run, { outcome, stop }, parts);
  return acceptedAnswer(frameOf(call, parts.now()), jobId);
}

function finishRead(
  call: PreparedCall,
  ending: Outcome,
  parts: LaneParts & { rule: string },
): Answer {
  const now = parts.now();
  const settlement = decideSettlement(ending, { repeat: 'safe', effect: 'read' });
  const receiptId = parts.newId('rcp');
  const frame = frameOf(call, now);
  const { rule } = parts;
  if (settlement.status !== 'success') {
    if (ending.kind === 'threw' && settlement.error.code === 'internal') {
      parts.log.error(
        { err: ending.error, intent: call.intent.name, trace_id: call.traceId },
        'a read failed',
      );
    }
    parts.ledger.record(
      receiptOfRead(call, {
        receiptId,
        rule,
        status: settlement.status,
        errorCode: settlement.error.code,
        now,
      }),
    );
    return { ...errorAnswer(frame, settlement.error), receipt_id: receiptId };
  }
  const { result, stored } = capResult(settlement.result, {
    maxChars: parts.resultMaxChars(),
    newId: parts.newId,
    space: call.caller.space,
    intent: call.intent.name,
    now,
  });
  parts.ledger.record(receiptOfRead(call, { receiptId, rule, status: 'success', now }), stored);
  return { ...frame, status: 'success', result, receipt_id: receiptId };
}
