import type { CallRun, EngineCall, EngineResult, Standing } from '../../intents/engine.ts';
import { UnsureOutcome } from '../../intents/unsure-outcome.ts';
import type { JsonObject } from '../../platform/json.ts';
import { callFlow, runOf, type CarryParts } from './call-flow.ts';
import { executionUrlAt } from './execution-url.ts';
import { flowFailed } from './flow-failed.ts';
import type { ExecutionIds, FlowEnding, FlowReply } from './provider.ts';
import { followExecution, searchExecution } from './waiting/follow-execution.ts';
import { handleOf, readHandle } from './waiting/run-handle.ts';

/** Calls the flow, and waits for its answer however it comes: at once, by its callback, or from the provider's records. */
export function runFlow(call: EngineCall, parts: CarryParts): Promise<EngineResult> {
  const run = runOf(call);
  const { standing = asked } = call;
  return settledBy(call, parts, { attempt: run.attempt, standing }, async (signal) => {
    const sentAt = parts.now();
    const reply = await callFlow(call, { ...parts, signal }).catch((error: unknown) =>
      unsureReply(error),
    );
    const { attempt } = run;
    return endingAfter(reply, { call, run, attempt, standing, sentAt, signal }, parts);
  });
}

/** Waits again for what another process began. */
export function resumeFlow(
  call: EngineCall,
  parts: CarryParts,
  kept: JsonObject | undefined,
): Promise<EngineResult> {
  const run = runOf(call);
  const handle = readHandle(kept);
  const { attempt, standing = asked } = handle ?? {};
  return settledBy(call, parts, { attempt, standing }, async (signal) => {
    const carried = { call, run, attempt, standing, signal };
    if (handle) return ended(handle.ids, carried, parts);
    const because = 'the gateway stopped while it ran';
    return found({ kind: 'unsure', because }, { ...carried, sentAt: 0 }, parts);
  });
}

/* A caller asked, and nobody else was. */
const asked: Standing = { depth: 0, confirmed: false };

/* The report of the flow wins over everything else, whenever it comes. */
async function settledBy(
  call: EngineCall,
  parts: CarryParts,
  { attempt, standing }: { attempt: number | undefined; standing: Standing },
  carry: (signal: AbortSignal) => Promise<FlowEnding>,
): Promise<EngineResult> {
  const { definition, awaited } = parts;
  const open = awaited.open({
    runId: runOf(call).id,
    attempt,
    intent: parts.intent,
    caller: call.caller.name,
    calls: definition.calls,
    mayOnlyRead: definition.effect === 'read',
    standing,
    progress: call.progress,
  });
  const over = new AbortController();
  try {
    const carried = carry(AbortSignal.any([call.signal, over.signal]));
    return resultOf(await Promise.race([open.report, carried]), parts);
  } finally {
    open.close();
    over.abort('settled');
  }
}

interface Carried {
  readonly call: EngineCall;
  readonly run: CallRun;
  /** The one whose token the flow has: on resuming, that of the process before. */
  readonly attempt: number | undefined;
  readonly standing: Standing;
  readonly signal: AbortSignal;
}

async function endingAfter(
  reply: FlowReply,
  carried: Carried & { readonly sentAt: number },
  parts: CarryParts,
): Promise<FlowEnding> {
  switch (reply.kind) {
    case 'ended':
      return explained(reply.ending, carried, parts);
    case 'accepted':
      return ended(reply.ids, carried, parts);
    case 'refused':
      throw reply.error;
    case 'unsure':
      return found(reply, carried, parts);
    default:
      return reply satisfies never;
  }
}

/* n8n answers a failed workflow with one sentence for all; its records say what failed, and where. */
async function explained(
  ending: FlowEnding,
  { run, sentAt }: Carried & { readonly sentAt: number },
  { provider: { records }, definition }: CarryParts,
): Promise<FlowEnding> {
  const isKnown = ending.status === 'success' || ending.ids.executionId !== undefined;
  if (isKnown || !records) return ending;
  const { place } = definition;
  const id = await records
    .findByRun({ runId: run.id, place, since: sentAt })
    .catch(() => undefined);
  const recorded = id === undefined ? undefined : await records.look(id).catch(() => undefined);
  if (recorded?.kind === 'ended' && recorded.ending.status === 'error') return recorded.ending;
  return id === undefined ? ending : { ...ending, ids: { executionId: id } };
}

/* It goes on by itself: from here on it can be found again, by this process or the next. */
async function ended(
  ids: ExecutionIds,
  { call, run, attempt, standing, signal }: Carried,
  { provider, definition }: CarryParts,
): Promise<FlowEnding> {
  await run.keepHandle(handleOf({ attempt, ids, standing }, run));
  const { records } = provider;
  if (!records || ids.executionId === undefined) return never(signal);
  const { executionId } = ids;
  call.signal.addEventListener('abort', () => {
    if (call.signal.reason === 'cancelled') records.stop(executionId).catch(() => undefined);
  });
  try {
    const ending = await followExecution(executionId, { records, signal });
    return { ...ending, ids: { ...ids, ...ending.ids } };
  } catch (error) {
    throw linked(error, executionUrlAt(provider, ids, definition.place));
  }
}

/** The call broke off: perhaps the provider kept what became of it. */
async function found(
  reply: Extract<FlowReply, { kind: 'unsure' }>,
  carried: Carried & { readonly sentAt: number },
  parts: CarryParts,
): Promise<FlowEnding> {
  const { provider, definition, now } = parts;
  const { records } = provider;
  const isHarmless = definition.effect === 'read' || definition.repeat === 'safe';
  if (records && !isHarmless) {
    const { run, sentAt, signal } = carried;
    const search = { records, signal, runId: run.id, place: definition.place, since: sentAt, now };
    const executionId = await searchExecution(search);
    if (executionId !== undefined) return ended({ executionId }, carried, parts);
  }
  throw new UnsureOutcome(reply.because, reply.hint === undefined ? {} : { hint: reply.hint });
}

function unsureReply(error: unknown): FlowReply {
  if (!(error instanceof UnsureOutcome)) throw error;
  const { message: because, hint } = error;
  return { kind: 'unsure', because, ...(hint !== undefined && { hint }) };
}

function resultOf(ending: FlowEnding, { provider, definition }: CarryParts): EngineResult {
  const executionUrl = executionUrlAt(provider, ending.ids, definition.place);
  if (ending.status === 'error')
    throw flowFailed(ending.error, { intent: definition.place.intent, executionUrl });
  return { result: ending.result, ...(executionUrl !== undefined && { executionUrl }) };
}

function linked(error: unknown, url: string | undefined): unknown {
  if (!(error instanceof UnsureOutcome)) return error;
  return new UnsureOutcome(error.message, {
    ...(error.hint !== undefined && { hint: error.hint }),
    details: { ...error.details, ...(url !== undefined && { execution_url: url }) },
    cause: error,
  });
}

function never(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new UnsureOutcome('it was stopped')), {
    once: true,
  });
  return promise;
}
