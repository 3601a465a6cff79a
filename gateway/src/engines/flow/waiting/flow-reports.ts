import {
  OrchestrateRequest,
  type Answer,
  type FlowInnerCall,
  type FlowSettlement,
  type Progress,
} from '#contract';
import type { Directory } from '../../../identity/directory.ts';
import { scopesCover } from '../../../identity/scope.ts';
import { digestOf } from '../../../platform/canonical-json.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { JsonValue } from '../../../platform/json.ts';
import { controls } from '../../../platform/strip-controls.ts';
import { takeLateReport } from '../../../runs/late-report.ts';
import { unknownIntent } from '../../../runs/prepare-call.ts';
import type { Orchestrate } from '../../../runs/orchestrator.ts';
import type { Outcome } from '../../../runs/outcome.ts';
import type { Run } from '../../../runs/run.ts';
import { takeResult } from '../../../runs/take-result.ts';
import type { SettleParts } from '../../../runs/settle-run.ts';
import type { ActiveRuns } from '../../../runs/active-runs.ts';
import { endingOf } from '../calling/read-answer.ts';
import { flowFailed } from '../flow-failed.ts';
import type { FlowEnding } from '../provider.ts';
import type { AwaitedReports } from './awaited-reports.ts';
import type { AttemptOfRun, RunTokens } from './run-token.ts';

/** Takes what flows report, each of the one attempt that its token is good for. */
export interface FlowReports {
  admit(runId: string, token: string): AttemptOfRun;
  settle(reporter: AttemptOfRun, settlement: FlowSettlement): Promise<void>;
  progress(reporter: AttemptOfRun, progress: Progress): Promise<void>;
  call(reporter: AttemptOfRun, call: FlowInnerCall, traceId: string): Promise<Answer>;
}

interface ReportParts extends Omit<SettleParts, 'active'> {
  readonly active: ActiveRuns;
  readonly tokens: RunTokens;
  readonly awaited: AwaitedReports;
  readonly directory: Pick<Directory, 'findLiveCaller'>;
  readonly orchestrate: () => Orchestrate;
  /** Where a person can look at an execution of this flow. */
  readonly executionUrl: (intent: string, ids: FlowEnding['ids']) => string | undefined;
}

const innerWaitMs = 40_000;
const longestProgressChars = 500;
const deepest = 4;

export function createFlowReports(parts: ReportParts): FlowReports {
  const { tokens, awaited } = parts;
  return {
    admit(runId, token) {
      const verdict = tokens.check(runId, token);
      switch (verdict.kind) {
        case 'good':
          return { runId, attempt: verdict.attempt };
        case 'wrong':
          throw refused('its token is missing, or not one of this run');
        case 'expired':
          throw refused('its token has expired');
        default:
          return verdict satisfies never;
      }
    },
    settle: (reporter, settlement) => settle(reporter, endingOf(settlement), parts),
    async progress({ runId, attempt }, progress) {
      const waiting = awaited.find(runId, attempt);
      if (!waiting) throw notWaitedFor(runId);
      waiting.progress(shortened(progress));
    },
    call: (reporter, call, traceId) => callInside(reporter, { call, traceId }, parts),
  };
}

/* Answered once it is committed: who reported need not report again. */
async function settle(
  { runId, attempt }: AttemptOfRun,
  ending: FlowEnding,
  parts: ReportParts,
): Promise<void> {
  const { awaited, active, store } = parts;
  if (awaited.settle(runId, attempt, ending)) {
    await active.find(runId)?.settled;
    return;
  }
  const run = await store.getRunOfAnySpace(runId);
  if (!run) throw notWaitedFor(runId);
  const isOurs = attempt === (run.handle?.['attempt'] ?? attempt);
  if (!isOurs || !(await takeLateReport(run, outcomeOf(ending, run, parts), parts))) {
    throw alreadySettled(runId);
  }
}

function outcomeOf(ending: FlowEnding, run: Run, parts: ReportParts): Outcome {
  const executionUrl = parts.executionUrl(run.intent, ending.ids);
  if (ending.status === 'error') {
    const error = flowFailed(ending.error, { intent: run.intent, executionUrl });
    return { kind: 'threw', error };
  }
  return {
    kind: 'done',
    result: takeResult(ending.result, { name: run.intent }),
    changes: [],
    ...(executionUrl !== undefined && { executionUrl }),
  };
}

/**
 * As the caller of the run, within what the flow was declared to call. What would need a confirmation
 * is only previewed, unless the run itself was confirmed: a flow cannot confirm.
 */
async function callInside(
  { runId, attempt }: AttemptOfRun,
  { call, traceId }: { call: FlowInnerCall; traceId: string },
  { awaited, directory, orchestrate }: ReportParts,
): Promise<Answer> {
  const waiting = awaited.find(runId, attempt);
  if (!waiting) throw notWaitedFor(runId);
  const caller = directory.findLiveCaller(waiting.caller);
  const scopes = waiting.calls.filter((name) => caller && scopesCover(caller.scopes, name));
  if (!caller || !scopes.includes(call.intent)) throw unknownIntent(call.intent, scopes);
  const { depth, confirmed } = waiting.standing;
  if (depth >= deepest) throw tooDeep(call.intent);
  const inputs = withoutFlags(call.inputs as Record<string, JsonValue>);
  const step = call.step ?? digestOf([call.intent, inputs]).slice(0, 32);
  return orchestrate()({
    caller: { ...caller, scopes, through: `flow ${waiting.intent}` },
    request: OrchestrateRequest.parse({
      intent: call.intent,
      inputs,
      idempotency_key: `${runId}:${step}`,
    }),
    defaultWaitMs: innerWaitMs,
    readOnly: waiting.mayOnlyRead,
    traceId,
    standing: { depth: depth + 1, confirmed },
  });
}

function shortened({ message, ...progress }: Progress): Progress {
  if (message === undefined) return progress;
  return { ...progress, message: controls.strip(message).slice(0, longestProgressChars) };
}

function withoutFlags({
  confirm_dangerous: _,
  dry_run: isDryRun,
  ...inputs
}: Record<string, JsonValue>): Record<string, JsonValue> {
  return isDryRun === true ? { ...inputs, dry_run: true } : inputs;
}

function tooDeep(name: string): GatewayError {
  return new GatewayError(
    'invalid_request',
    `Cannot call ${name}: this flow is called by a flow that is called by a flow, ${deepest} deep.`,
    { hint: 'Nothing was done. Flows that call one another in a circle never end.' },
  );
}

function refused(why: string): GatewayError {
  return new GatewayError('report_refused', `Cannot take the report: ${why}.`, {
    hint: 'Send the token that came with the call, as "Authorization: Bearer <token>", to the callback address of that call.',
  });
}

function notWaitedFor(runId: string): GatewayError {
  return new GatewayError('job_not_found', `Nobody waits for the run "${runId}" any more.`, {
    hint: 'It was stopped, or never recorded. There is nothing to do.',
  });
}

function alreadySettled(runId: string): GatewayError {
  return new GatewayError('job_settled', `The run "${runId}" has ended already.`, {
    hint: 'Only the first settlement counts. There is nothing to do.',
  });
}
