import type { Answer } from '#contract';
import type { Catalog } from '../intents/catalog.ts';
import type { ConfiguredRoute } from '../intents/route.ts';
import type { Decision } from '../guard/decide.ts';
import { errorBodyOf, GatewayError } from '../platform/gateway-error.ts';
import type { Meter } from '../platform/meter.ts';
import type { SafeFetch } from '../platform/safe-fetch.ts';
import { askOwner } from './approval-lane.ts';
import type { Call, PreparedCall } from './call.ts';
import { denyCall } from './deny-call.ts';
import { laneOf } from './lane.ts';
import type { LaneParts } from './lane-parts.ts';
import { prepareCall } from './prepare-call.ts';
import { runPreview } from './preview-lane.ts';
import { runRead } from './read-lane.ts';
import { replayOfKey, runRecorded } from './recorded-lane.ts';
import { requestDigest } from './run-key.ts';

/** Carries one call through its life. Every call is answered; a refusal is an answer too. */
export type Orchestrate = (call: Call) => Promise<Answer>;

interface OrchestratorParts extends LaneParts {
  readonly catalog: Catalog;
  readonly routes: () => readonly ConfiguredRoute[];
  readonly safeFetch: SafeFetch;
  readonly meter: Meter;
}

const noRules: ReadonlySet<string> = new Set();

export function createOrchestrator(parts: OrchestratorParts): Orchestrate {
  const { now, meter } = parts;
  return async (call) => {
    const startedAt = now();
    let answer: Answer;
    try {
      answer = await carry(call, startedAt, parts);
    } catch (error) {
      answer = refusal(call, error, parts, startedAt);
    }
    meter.callFinished({
      intent: answer.route ? answer.intent : 'unknown',
      engine: answer.mode,
      status: answer.status,
      seconds: (now() - startedAt) / 1000,
    });
    return answer;
  };
}

async function carry(call: Call, startedAt: number, parts: OrchestratorParts): Promise<Answer> {
  const prepared = prepareCall(call, {
    catalog: parts.catalog,
    routes: parts.routes(),
    now: startedAt,
  });
  const { effect, flags, readOnly } = prepared;
  parts.noteCall(prepared);
  const asked = parts.judge(prepared, noRules);
  const decision = withinConsent(
    asked.kind === 'approve' ? await rememberedOr(asked, prepared, parts) : asked,
    prepared,
  );
  const isAllowed = decision.kind === 'allow';
  const replay = isAllowed || flags.dryRun ? undefined : await replayOfKey(prepared, parts);
  if (replay) return replay;
  if (decision.kind === 'deny') return denyCall(prepared, decision.rule, parts);
  const callbackUrl = prepared.request.callback_url;
  if (callbackUrl !== undefined) await refuseCallback(prepared, callbackUrl, parts.safeFetch);
  const mayRun = !readOnly || (isAllowed && effect === 'read');
  if (flags.dryRun || !mayRun) return runPreview(prepared, decision, parts);
  if (decision.kind === 'approve') return askOwner(prepared, decision, parts);
  if (isAllowed && laneOf(prepared) === 'read') return runRead(prepared, decision.rule, parts);
  return runRecorded(prepared, decision, parts);
}

/* Who confirmed a run confirmed what it may call; what wants the owner is asked for by itself. */
function withinConsent(asked: Decision, { standing }: PreparedCall): Decision {
  return asked.kind === 'confirm' && standing?.confirmed ? { ...asked, kind: 'allow' } : asked;
}

/** A remembered approval lifts the rules that it was granted under, and only those. */
async function rememberedOr(
  asked: Decision,
  call: PreparedCall,
  { judge, approvals }: LaneParts,
): Promise<Decision> {
  const digest = requestDigest(call);
  const query = { caller: call.caller.name, digest, now: call.startedAt };
  const lifted = await approvals.findRemembered(query);
  return lifted.length === 0 ? asked : judge(call, new Set(lifted));
}

async function refuseCallback(
  { caller, readOnly }: PreparedCall,
  callbackUrl: string,
  safeFetch: SafeFetch,
): Promise<void> {
  if (readOnly) {
    throw new GatewayError(
      'callback_refused',
      'Cannot take "callback_url": a query sends nothing.',
      {
        hint: 'Leave callback_url out, or use POST /orchestrate.',
      },
    );
  }
  const verdict = await safeFetch.check(callbackUrl, caller.callbackHosts);
  if (verdict.kind === 'allowed') return;
  throw new GatewayError(verdict.code, `Cannot take "callback_url": ${verdict.reason}`, {
    hint: 'Callbacks go only to hosts that the owner listed for this caller (tutti keys create <caller> --callback-host <host>). Leave callback_url out and poll the job.',
  });
}

function refusal(
  { request, traceId }: Call,
  error: unknown,
  { log, now }: OrchestratorParts,
  startedAt: number,
): Answer {
  if (!(error instanceof GatewayError)) {
    log.error(
      { err: error, intent: request.intent, trace_id: traceId },
      'a call failed inside the gateway',
    );
  }
  return {
    status: 'error',
    intent: request.intent,
    mode: request.mode,
    error: errorBodyOf(error),
    duration_ms: now() - startedAt,
    trace_id: traceId,
  };
}
