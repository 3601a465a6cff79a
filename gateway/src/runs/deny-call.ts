import type { Answer } from '#contract';
import { errorBodyOf, GatewayError } from '../platform/gateway-error.ts';
import { errorAnswer, frameOf } from './answers.ts';
import type { PreparedCall } from './call.ts';
import type { LaneParts } from './lane-parts.ts';
import { receiptOfRead } from './receipt-of.ts';

/** Refuses a call that a rule forbids, and keeps a receipt of that: an owner wants to know what was tried. */
export function denyCall(
  call: PreparedCall,
  rule: string,
  { ledger, newId, now }: LaneParts,
): Answer {
  const receiptId = newId('rcp');
  const at = now();
  ledger.record(
    receiptOfRead(call, { receiptId, rule, status: 'denied', errorCode: 'denied', now: at }),
  );
  const answer = errorAnswer(frameOf(call, at), errorBodyOf(denied(call, rule)));
  return { ...answer, receipt_id: receiptId };
}

function denied({ intent }: PreparedCall, rule: string): GatewayError {
  return new GatewayError('denied', `The rule "${rule}" forbids this call of ${intent.name}.`, {
    hint: 'Nothing was done, and sending it again changes nothing. Only the owner can change the rule.',
    details: { rule },
  });
}
