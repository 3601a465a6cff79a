import type { Answer, Progress } from '#contract';
import type { CallRun } from '../intents/engine.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { JsonObject } from '../platform/json.ts';
import { acceptedAnswer, errorAnswer, frameOf } from './answers.ts';
import type { PreparedCall } from './call.ts';
import { capResult } from './cap-result.ts';
import { accompany } from './companion.ts';
import { execute } from './execute.ts';
import { decideSettlement, executionUrlOf, type Outcome } from './outcome.ts';
import { receiptOfRead } from './receipt-of.ts';
import type { LaneParts } from './lane-parts.ts';
import { runOfCall } from './run-of-call.ts';
import type { Run } from './run.ts';
import { callRunOf, createProgressReporter, trackRun } from './start-run.ts';
import { createStopSwitch } from './stop-switch.ts';
import { within } from './within.ts';

/** Runs a read in memory. One that takes longer than the wait becomes a recorded job and goes on. */
export async function runRead(call: PreparedCall, rule: string, parts: LaneParts): Promise<Answer> {
  const stop = createStopSwitch();
  const progress = createLateReporter();
  const { engine, intent, inputs, caller, traceId, standing } = call;
  const late = createLateRun(call, parts);
  const outcome = execute({
    engine,
    intent,
    inputs,
    caller,
    traceId,
    ...(standing && { standing }),
    ...accompany(call.companion, { stop, progress: progress.report }),
    run: late.run,
  });
  const ending = await within(outcome, call.waitMs);
  if (ending) return finishRead(call, { ending, rule, parts });

  const run = late.recorded(rule);
  await parts.store.acceptRun({ run }).catch((error: unknown) => {
    stop.stop('cancelled');
    throw notRecorded(call, error);
  });
  trackRun(run, { outcome, stop }, parts);
  progress.tell(createProgressReporter(run, parts));
  return acceptedAnswer(frameOf(call, parts.now()), run.id);
}

/** The run that a read becomes where it outlasts the wait: its id may be known on the far side before that. */
function createLateRun(call: PreparedCall, parts: LaneParts) {
  const { newId, replicaId, leaseMs, now, store } = parts;
  let id: string | undefined;
  let handle: JsonObject | undefined;
  let isRecorded = false;
  return {
    run(): CallRun {
      id ??= newId('job');
      const deadlineAt = call.startedAt + call.intent.deadlineMs;
      const recorded = callRunOf({ id, epoch: 1 }, { deadlineAt, store });
      return {
        ...recorded,
        async keepHandle(kept) {
          handle = kept;
          if (isRecorded) await recorded.keepHandle(kept);
        },
      };
    },
    recorded(rule: string): Run {
      id ??= newId('job');
      isRecorded = true;
      const run = runOfCall(call, { id, rule, replicaId, leaseUntil: now() + leaseMs });
      return handle === undefined ? run : { ...run, handle };
    },
  };
}

/** Nobody can follow a read until it is a job: until then only its latest progress is kept. */
function createLateReporter() {
  let latest: Progress | undefined;
  let teller: ((progress: Progress) => void) | undefined;
  return {
    report(progress: Progress): void {
      latest = progress;
      teller?.(progress);
    },
    tell(to: (progress: Progress) => void): void {
      teller = to;
      if (latest) to(latest);
    },
  };
}

function notRecorded({ intent }: PreparedCall, cause: unknown): GatewayError {
  return new GatewayError(
    'storage_unavailable',
    `${intent.name} took longer than the wait, and could not be recorded as a job.`,
    {
      hint: 'It was stopped and changed nothing. Send it again in a few seconds, with a longer wait_s if that is possible.',
      retryable: true,
      cause,
    },
  );
}

function finishRead(
  call: PreparedCall,
  { ending, rule, parts }: { ending: Outcome; rule: string; parts: LaneParts },
): Answer {
  const now = parts.now();
  const settlement = decideSettlement(ending, { repeat: 'safe', effect: 'read' });
  const receiptId = parts.newId('rcp');
  const frame = frameOf(call, now);
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
        executionUrl: executionUrlOf(settlement),
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
  const executionUrl = executionUrlOf(settlement);
  parts.ledger.record(
    receiptOfRead(call, { receiptId, rule, status: 'success', executionUrl, now }),
    stored,
  );
  return { status: 'success', ...frame, result, receipt_id: receiptId };
}
