import type { Answer } from '#contract';
import type { StoredApproval } from '../consent/approval-store.ts';
import type { Decision } from '../guard/decide.ts';
import type { EnginePreview } from '../intents/engine.ts';
import { approvalAnswer, frameOf } from './answers.ts';
import type { PreparedCall } from './call.ts';
import { previewOf } from './preview-lane.ts';
import type { LaneParts } from './lane-parts.ts';
import { answerAgain, keyReused } from './recorded-lane.ts';
import { approvalKeyOf, requestDigest } from './run-key.ts';
import { runOfCall } from './run-of-call.ts';
import type { Run } from './run-store.ts';

/** How long the owner has to decide. */
const approvalTtlMs = 24 * 60 * 60_000;

type ApproveDecision = Extract<Decision, { kind: 'approve' }>;

/** Records the call and asks the owner; once approved, it runs by itself. The same call again joins it. */
export async function askOwner(
  call: PreparedCall,
  decision: ApproveDecision,
  parts: LaneParts,
): Promise<Answer> {
  const preview = await previewOf(call, parts);
  const expiresAt = call.startedAt + approvalTtlMs;
  const run = waitingRunOf(call, { decision, preview, parts });
  const approval = approvalFor(call, { run, decision, preview, id: parts.newId('apr'), expiresAt });
  const outcome = await parts.store.acceptRun({
    run,
    key: approvalKeyOf(call, expiresAt),
    ask: { approval, notices: parts.noticesOf(approval) },
  });
  if (outcome.kind === 'existing') return answerAgain(call, outcome.run, parts);
  if (outcome.kind === 'key_reused') throw keyReused(call, outcome.run);
  parts.onCallback();
  return approvalAnswer(frameOf(call, parts.now()), approval);
}

interface Asked {
  readonly decision: ApproveDecision;
  readonly preview: EnginePreview;
}

function waitingRunOf(
  call: PreparedCall,
  { decision, preview, parts }: Asked & { parts: LaneParts },
): Run {
  const claim = {
    id: parts.newId('job'),
    rule: decision.rule,
    replicaId: parts.replicaId,
    leaseUntil: 0,
  };
  return {
    ...runOfCall(call, claim),
    status: 'needs_approval',
    ...(preview.plan !== undefined && { plan: preview.plan }),
  };
}

function approvalFor(
  call: PreparedCall,
  asked: Asked & { run: Run; id: string; expiresAt: number },
): StoredApproval {
  const { run, decision, preview, id, expiresAt } = asked;
  return {
    id,
    runId: run.id,
    caller: run.caller,
    space: run.space,
    intent: run.intent,
    effect: run.effect,
    digest: requestDigest(call),
    rules: decision.matched,
    inputs: call.inputs,
    ...(call.target && { target: call.target }),
    note: preview.note,
    would: preview.would,
    status: 'waiting',
    createdAt: run.createdAt,
    expiresAt,
  };
}
