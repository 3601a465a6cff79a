import type { Answer } from '#contract';
import type { Decision } from '../guard/decide.ts';
import { errorBodyOf, GatewayError } from '../platform/gateway-error.ts';
import { acceptedAnswer, approvalAnswer, frameOf, replayedAnswer } from './answers.ts';
import type { PreparedCall } from './call.ts';
import { consentRefused } from './consent-refused.ts';
import type { LaneParts } from './lane-parts.ts';
import { runPreview } from './preview-lane.ts';
import { consentDigest, runKeyOf } from './run-key.ts';
import { runOfCall } from './run-of-call.ts';
import {
  hasSameInputs,
  type AcceptOutcome,
  type AcceptRun,
  type ConsentClaim,
  type ConsentRefusal,
  type Run,
} from './run-store.ts';
import { startRun } from './start-run.ts';
import { waitForRun } from './wait-for-run.ts';
import { within } from './within.ts';

/** Records the call before its effect, runs it at once, and answers when it is settled or the wait is over. */
export async function runRecorded(
  call: PreparedCall,
  decision: Decision,
  parts: LaneParts,
): Promise<Answer> {
  const consent = consentOf(call, decision, parts);
  if (decision.kind === 'confirm' && !consent) {
    return runPreview(call, decision, parts);
  }
  const key = runKeyOf(call);
  const outcome = await accept(
    {
      run: newRunOf(call, decision, parts),
      ...(key && { key }),
      ...(consent && { consent }),
    },
    parts,
  );
  switch (outcome.kind) {
    case 'accepted':
      return runNow(decision.kind === 'confirm' ? confirmed(call) : call, outcome.run, parts);
    case 'existing':
      return answerAgain(call, outcome.run, parts);
    case 'key_reused':
      throw keyReused(call, outcome.run);
    case 'consent_refused':
      return answerWithoutConsent(outcome.why, call, { decision, parts });
    default:
      return outcome satisfies never;
  }
}

/** A preview where none was shown yet; where it no longer fits, why, and a new one to go on with. */
async function answerWithoutConsent(
  why: ConsentRefusal,
  call: PreparedCall,
  { decision, parts }: { decision: Decision; parts: LaneParts },
): Promise<Answer> {
  if (why === 'no_preview') return runPreview(call, decision, parts);
  const refusal = consentRefused(why);
  if (why !== 'changed') throw refusal;
  return {
    ...(await runPreview(call, decision, parts)),
    status: 'error',
    error: errorBodyOf(refusal),
  };
}

/* The place is held while the run is recorded: many calls at once see each other. */
async function accept(input: AcceptRun, parts: LaneParts): Promise<AcceptOutcome> {
  const { active, maxRunning, store } = parts;
  if (active.count() >= maxRunning()) throw overloaded();
  const letGo = active.holdPlace();
  try {
    return await store.acceptRun(input);
  } finally {
    letGo();
  }
}

function newRunOf(call: PreparedCall, { rule }: Decision, parts: LaneParts): Run {
  const { newId, replicaId, leaseMs, now } = parts;
  return runOfCall(call, { id: newId('job'), rule, replicaId, leaseUntil: now() + leaseMs });
}

function consentOf(
  call: PreparedCall,
  decision: Decision,
  { previews, policyVersion }: LaneParts,
): ConsentClaim | undefined {
  if (decision.kind !== 'confirm') return undefined;
  const { flags, request } = call;
  const digest = consentDigest(call, policyVersion());
  if (request.confirm_token !== undefined) {
    return { kind: 'token', tokenHash: previews.hashToken(request.confirm_token), digest };
  }
  return flags.confirms ? { kind: 'flag', digest } : undefined;
}

function confirmed(call: PreparedCall): PreparedCall {
  return { ...call, standing: { depth: call.standing?.depth ?? 0, confirmed: true } };
}

async function runNow(call: PreparedCall, run: Run, parts: LaneParts): Promise<Answer> {
  const { settled } = startRun(run, call, parts);
  const answer = await within(settled, call.waitMs);
  return answer ?? acceptedAnswer(frameOf(call, parts.now()), run.id);
}

/** An explicit key that was used before counts, whatever the rules say now. */
export async function replayOfKey(
  call: PreparedCall,
  parts: LaneParts,
): Promise<Answer | undefined> {
  const { caller, intent, request } = call;
  if (request.idempotency_key === undefined) return undefined;
  const key = {
    caller: caller.name,
    intent: intent.name,
    key: request.idempotency_key,
    now: call.startedAt,
  };
  const keyed = await parts.store.findKeyedRun(key);
  if (!keyed) return undefined;
  if (!hasSameInputs(keyed.run, call.inputsDigest)) throw keyReused(call, keyed.run);
  return answerAgain(call, keyed.run, parts);
}

/** Joins a run that goes on, replays one that is settled. */
export async function answerAgain(call: PreparedCall, run: Run, parts: LaneParts): Promise<Answer> {
  const { store, active, approvals } = parts;
  const hasKey = call.request.idempotency_key !== undefined;
  if (run.status === 'needs_approval') {
    const approval = await approvals.findApprovalOfRun(run.id);
    const frame = frameOf(call, parts.now());
    if (approval) return replayedAnswer(approvalAnswer(frame, approval), { frame, hasKey });
  }
  const latest = await waitForRun(run, { waitMs: call.waitMs, store, active });
  const frame = frameOf(call, parts.now());
  return replayedAnswer(latest.answer ?? acceptedAnswer(frame, run.id), { frame, hasKey });
}

function overloaded(): GatewayError {
  return new GatewayError('overloaded', 'Cannot take the call: too many runs go on already.', {
    hint: 'Nothing was done. Try again in a few seconds.',
    retryable: true,
  });
}

export function keyReused({ intent, request }: PreparedCall, run: Run): GatewayError {
  return new GatewayError(
    'idempotency_key_reused',
    `Cannot run ${intent.name}: the idempotency_key "${request.idempotency_key}" was used with other inputs.`,
    {
      hint: 'Use a new idempotency_key for new inputs, or send the inputs of the first call.',
      details: { job_id: run.id },
    },
  );
}
