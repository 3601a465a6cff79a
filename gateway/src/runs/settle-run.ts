import type { Answer } from '#contract';
import { isoTime } from '../platform/clock.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnsureOutcome } from '../intents/unsure-outcome.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { NewId } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import { errorAnswer, frameOfRun, jobOf } from './answers.ts';
import type { ActiveRuns } from './active-runs.ts';
import { capResult } from './cap-result.ts';
import { decideSettlement, executionUrlOf, type Outcome, type Settlement } from './outcome.ts';
import { receiptOfRun } from './receipt-of.ts';
import type { Run } from './run.ts';
import type { OutboxEntry, RunStore, SettleRun, StoredResult } from './run-store.ts';

export interface SettleParts {
  readonly active: Pick<ActiveRuns, 'stopping'>;
  readonly store: RunStore;
  readonly newId: NewId;
  readonly now: () => number;
  readonly resultMaxChars: () => number;
  readonly onCallback: () => void;
  readonly log: Logger;
}

/**
 * Commits how a run ended and gives its answer; `undefined` where a newer attempt owns the run.
 * What was done stays to be recorded while the store is away, so it is tried until it is taken, or
 * until the gateway stops: then the next start finds the run as one that was lost.
 */
export async function settleRun(
  run: Run,
  outcome: Outcome,
  parts: SettleParts,
): Promise<Answer | undefined> {
  const settlement = settlementOf(outcome, run, parts.log);
  const record = recordOf(run, settlement, parts);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const verdict = await parts.store.settleRun(record);
      if (verdict === 'fenced') return undefined;
      if (record.callback) parts.onCallback();
      return record.answer;
    } catch (error) {
      if (!(error instanceof GatewayError && error.retryable))
        return settleRefused(run, error, parts);
      if (parts.active.stopping.aborted) return leftToRecovery(run, error, parts);
      parts.log.warn(
        { err: error, job_id: run.id, attempt },
        'a finished run waits to be recorded',
      );
      await napUnless(parts.active.stopping, Math.min(5000, 100 * 2 ** attempt));
    }
  }
}

async function napUnless(stopping: AbortSignal, ms: number): Promise<void> {
  await sleep(ms, undefined, { ref: false, signal: stopping }).catch(() => undefined);
}

function leftToRecovery(run: Run, error: unknown, { log }: SettleParts): undefined {
  log.error({ err: error, job_id: run.id }, 'how a run ended was not recorded: the gateway stops');
}

/* The store refused the rows themselves, so nothing of them was written; what the engine did elsewhere may have happened. */
async function settleRefused(
  run: Run,
  error: unknown,
  parts: SettleParts,
): Promise<Answer | undefined> {
  parts.log.error({ err: error, job_id: run.id }, 'the rows of a finished run were refused');
  const refused = new Error('the rows of the run were refused', { cause: error });
  const record = recordOf(run, decideSettlement({ kind: 'threw', error: refused }, run), parts);
  return (await parts.store.settleRun(record)) === 'fenced' ? undefined : record.answer;
}

function settlementOf(outcome: Outcome, run: Run, log: Logger): Settlement {
  const error = outcome.kind === 'threw' ? outcome.error : undefined;
  if (error instanceof UnsureOutcome) {
    log.warn(
      { job_id: run.id, trace_id: run.traceId },
      `how a run ended is not known: ${error.message}`,
    );
  } else if (outcome.kind === 'threw' && !(error instanceof GatewayError)) {
    log.error({ err: error, job_id: run.id, trace_id: run.traceId }, 'an engine failed');
  }
  return decideSettlement(outcome, run);
}

type RecordParts = Omit<SettleParts, 'store' | 'log' | 'onCallback'>;

/** What is committed of a run that never began: its end is certain, whatever its intent says of repeating. */
export function recordUnbegun(run: Run, outcome: Outcome, parts: RecordParts): SettleRun {
  return recordOf(run, decideSettlement(outcome, { repeat: 'safe', effect: run.effect }), parts);
}

/** All that is committed with the end of a run. */
export function recordOf(run: Run, settlement: Settlement, parts: RecordParts): SettleRun {
  const now = parts.now();
  const receiptId = parts.newId('rcp');
  const { answer, stored } = answerOf(run, settlement, { ...parts, receiptId, at: now });
  const errorCode = settlement.status === 'success' ? undefined : settlement.error.code;
  const settled: Run = { ...run, status: settlement.status, settledAt: now, answer };
  const callback = callbackOf(settled, { id: parts.newId('evt'), now });
  return {
    runId: run.id,
    epoch: run.epoch,
    status: settlement.status,
    answer,
    at: now,
    freesKey: settlement.freesKey,
    receipt: receiptOfRun(run, {
      receiptId,
      status: settlement.status,
      errorCode,
      executionUrl: executionUrlOf(settlement),
      now,
    }),
    changes: settlement.status === 'success' ? settlement.changes : [],
    ...(stored && { result: stored }),
    ...(callback && { callback }),
  };
}

interface AnswerParts extends Pick<SettleParts, 'newId' | 'resultMaxChars'> {
  readonly receiptId: string;
  readonly at: number;
}

function answerOf(
  run: Run,
  settlement: Settlement,
  { receiptId, at, newId, resultMaxChars }: AnswerParts,
): { answer: Answer; stored?: StoredResult } {
  const ids = { job_id: run.id, receipt_id: receiptId };
  const frame = frameOfRun(run, at);
  if (settlement.status !== 'success')
    return { answer: { ...errorAnswer(frame, settlement.error), ...ids } };
  const { space, intent } = run;
  const { result, stored } = capResult(settlement.result, {
    maxChars: resultMaxChars(),
    newId,
    space,
    intent,
    now: at,
  });
  return { answer: { status: 'success', ...frame, result, ...ids }, ...(stored && { stored }) };
}

function callbackOf(run: Run, { id, now }: { id: string; now: number }): OutboxEntry | undefined {
  if (run.callbackUrl === undefined) return undefined;
  return {
    id,
    caller: run.caller,
    space: run.space,
    runId: run.id,
    url: run.callbackUrl,
    body: JSON.stringify({ type: 'job.finished', timestamp: isoTime(now), data: jobOf(run) }),
    createdAt: now,
  };
}
