import type { FlowCall } from '#contract';
import type { CallRun, EngineCall } from '../../intents/engine.ts';
import type { ProviderLine } from './calling/send-flow.ts';
import type { FlowDefinition } from './flow-definition.ts';
import type { FlowProvider, FlowReply } from './provider.ts';
import type { AwaitedReports } from './waiting/awaited-reports.ts';
import type { RunTokens } from './waiting/run-token.ts';

/** What is needed to carry a call to its flow, and its answer back. */
export interface CarryParts {
  /** The intent that the flow carries out. */
  readonly intent: string;
  readonly definition: FlowDefinition;
  readonly provider: FlowProvider;
  readonly line: ProviderLine;
  readonly awaited: AwaitedReports;
  readonly tokens: RunTokens;
  /** Where this provider reaches the gateway. */
  readonly callbackBase: () => string;
  readonly now: () => number;
}

type Sending = CarryParts & { readonly signal: AbortSignal; readonly isDryRun?: true };

/** Sends a call to its flow, or asks for a dry run of it; the callback of a real one has a token for this attempt alone. */
export function callFlow(call: EngineCall, parts: Sending): Promise<FlowReply> {
  const { definition, line, signal, isDryRun = false } = parts;
  const { place } = definition;
  const { id, attempt, deadlineAt } = runOf(call);
  const body: FlowCall = {
    intent: place.intent,
    inputs: call.inputs,
    dry_run: isDryRun,
    ...(call.plan !== undefined && { plan: call.plan }),
    job_id: id,
    ...(!isDryRun && {
      callback: {
        url: `${parts.callbackBase()}/flows/runs/${id}`,
        token: parts.tokens.make({ runId: id, attempt, deadlineAt }),
      },
    }),
  };
  return line.send({
    place,
    body,
    traceparent: call.traceparent,
    ...(!isDryRun && { idempotencyKey: id }),
    signal,
    depth: call.standing?.depth ?? 0,
  });
}

export function runOf({ run }: EngineCall): CallRun {
  if (run) return run;
  throw new Error('A flow is called for a run');
}
