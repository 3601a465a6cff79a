import { digestOf } from '../platform/canonical-json.ts';
import type { PreparedCall } from './call.ts';
import type { RunKey } from './run-store.ts';

/** Longer than any retry or approval: a week. */
const explicitKeyMs = 7 * 24 * 60 * 60_000;

/** What makes a repeat of this call the same call; undefined where every call is a new one. */
export function runKeyOf(call: PreparedCall): RunKey | undefined {
  const { request, intent, effect, startedAt } = call;
  if (request.idempotency_key !== undefined) {
    return { kind: 'explicit', key: request.idempotency_key, expiresAt: startedAt + explicitKeyMs };
  }
  const { sameness } = intent;
  if (effect === 'read' || sameness.kind === 'never') return undefined;
  return {
    kind: 'derived',
    key: derivedKeyOf(call),
    expiresAt: startedAt + sameness.windowMs,
    again: request.again === true,
  };
}

/** What a call is told by: who asks for what, of whom, with which inputs. */
export type IdentifiedCall = Pick<
  PreparedCall,
  'caller' | 'intent' | 'engine' | 'inputsDigest' | 'target'
>;

/** What an approval is bound to: the call, and what it resolved to. */
export function requestDigest(call: IdentifiedCall): string {
  return digestOf([callDigest(call), call.target ?? null]);
}

/** What a preview is bound to: the request, under the rules as they are. */
export function consentDigest(call: IdentifiedCall, policyVersion: string): string {
  return digestOf([requestDigest(call), policyVersion]);
}

/**
 * The same request, sent again while the owner decides, is the same question, be it a read.
 * How long it stays the same once they have decided is said by the decision.
 */
export function approvalKeyOf(call: PreparedCall, expiresAt: number): RunKey {
  const key = runKeyOf(call);
  if (key?.kind === 'explicit') return key;
  const again = call.request.again === true;
  return { kind: 'derived', key: callDigest(call), again, ...key, expiresAt };
}

/** What makes a call the same call: caller, intent, engine and inputs. */
function callDigest({ caller, intent, engine, inputsDigest }: IdentifiedCall): string {
  return digestOf([caller.name, intent.name, engine.name, inputsDigest]);
}

function derivedKeyOf(call: PreparedCall): string {
  const { intent, inputs } = call;
  const { sameness } = intent;
  if (sameness.kind === 'never' || !sameness.inputsThatMatter) return callDigest(call);
  return callDigest({ ...call, inputsDigest: digestOf(sameness.inputsThatMatter(inputs)) });
}
