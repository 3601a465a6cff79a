import type { PreparedCall } from './call.ts';
import type { Run } from './run.ts';

interface Claim {
  readonly id: string;
  readonly rule: string;
  readonly replicaId: string;
  readonly leaseUntil: number;
}

/** The first record of a call: accepted and claimed by this replica. */
export function runOfCall(call: PreparedCall, { id, rule, replicaId, leaseUntil }: Claim): Run {
  const { caller, intent, request } = call;
  return {
    id,
    caller: caller.name,
    space: caller.space,
    intent: intent.name,
    route: call.route,
    effect: call.effect,
    repeat: intent.repeat,
    resource: intent.resourceOf?.(call.inputs) ?? intent.resource,
    inputs: call.inputs,
    inputsDigest: call.inputsDigest,
    rule,
    ...(request.callback_url !== undefined && { callbackUrl: request.callback_url }),
    traceId: call.traceId,
    createdAt: call.startedAt,
    status: 'running',
    epoch: 1,
    replicaId,
    leaseUntil,
  };
}
