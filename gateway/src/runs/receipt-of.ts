import type { Receipt } from '#contract';
import { isoTime } from '../platform/clock.ts';
import type { PreparedCall } from './call.ts';
import type { Run } from './run.ts';

interface Ending {
  readonly receiptId: string;
  readonly status: Receipt['status'];
  readonly errorCode?: string | undefined;
  readonly executionUrl?: string | undefined;
  readonly now: number;
}

export function receiptOfRun(run: Run, ending: Ending): Receipt {
  return {
    receipt_id: ending.receiptId,
    job_id: run.id,
    caller: run.caller,
    space: run.space,
    intent: run.intent,
    effect: run.effect,
    route: run.route,
    rule: run.rule,
    status: ending.status,
    ...(ending.errorCode !== undefined && { error_code: ending.errorCode }),
    inputs_digest: run.inputsDigest,
    ...(ending.executionUrl !== undefined && { execution_url: ending.executionUrl }),
    started_at: isoTime(run.createdAt),
    duration_ms: ending.now - run.createdAt,
    trace_id: run.traceId,
  };
}

export function receiptOfRead(
  call: PreparedCall,
  { rule, ...ending }: Ending & { rule: string },
): Receipt {
  const receipt: Receipt = {
    receipt_id: ending.receiptId,
    caller: call.caller.name,
    space: call.caller.space,
    intent: call.intent.name,
    effect: call.effect,
    route: call.route,
    rule,
    status: ending.status,
    started_at: isoTime(call.startedAt),
    duration_ms: ending.now - call.startedAt,
    trace_id: call.traceId,
  };
  /* It could be forgotten, but a digest that anybody can compute would still answer a guess. */
  if (!call.intent.verbatim) receipt.inputs_digest = call.inputsDigest;
  if (ending.executionUrl !== undefined) receipt.execution_url = ending.executionUrl;
  if (ending.errorCode !== undefined) receipt.error_code = ending.errorCode;
  return receipt;
}
