import type { EngineCall, EnginePreview } from '../../intents/engine.ts';
import { UnsureOutcome } from '../../intents/unsure-outcome.ts';
import { isJsonObject } from '../../platform/json.ts';
import { callFlow, type CarryParts } from './call-flow.ts';
import { certainError } from './calling/send-flow.ts';
import { executionUrlAt } from './execution-url.ts';
import type { FlowDefinition } from './flow-definition.ts';
import { flowFailed } from './flow-failed.ts';
import type { FlowEnding, FlowReply } from './provider.ts';

/** Asks the flow what it would do, if it was accepted that it can; else says what would be sent. */
export async function previewFlow(call: EngineCall, parts: CarryParts): Promise<EnginePreview> {
  const { definition } = parts;
  if (!definition.dryRun) return describeCall(call, definition);
  try {
    const reply = await callFlow(call, { ...parts, signal: call.signal, isDryRun: true });
    return shown(dryRunEnding(reply, definition), parts);
  } catch (error) {
    throw certainError(error, definition.place.intent);
  }
}

function dryRunEnding(reply: FlowReply, { place }: FlowDefinition): FlowEnding {
  switch (reply.kind) {
    case 'ended':
      return reply.ending;
    case 'refused':
      throw reply.error;
    case 'accepted':
      throw new UnsureOutcome('the flow did not answer at once', {
        hint: `The owner has ${place.intent} answer a dry run with its result.`,
      });
    case 'unsure':
      throw new UnsureOutcome(reply.because, reply.hint === undefined ? {} : { hint: reply.hint });
    default:
      return reply satisfies never;
  }
}

function shown(ending: FlowEnding, { provider, definition }: CarryParts): EnginePreview {
  if (ending.status === 'error') {
    const executionUrl = executionUrlAt(provider, ending.ids, definition.place);
    throw flowFailed(
      { ...ending.error, retryable: true },
      { intent: definition.place.intent, executionUrl },
    );
  }
  const { plan } = ending;
  const result = isJsonObject(ending.result) ? ending.result : { would: ending.result };
  const { note } = result;
  return {
    note: withCalls(
      typeof note === 'string' ? note : 'Nothing was done. This is what the flow would do.',
      definition,
    ),
    would: result,
    inline: true,
    ...(plan !== undefined && { plan }),
  };
}

function describeCall(call: EngineCall, definition: FlowDefinition): EnginePreview {
  const { place, provider } = definition;
  const note = `Nothing was done, and the flow was not asked: it has no dry run that was accepted. This is what would be sent to ${provider}.`;
  return {
    note: withCalls(note, definition),
    would: { flow: { provider, ...place }, inputs: call.inputs },
  };
}

/* Who confirms should know what they confirm with it. */
function withCalls(note: string, { calls }: FlowDefinition): string {
  return calls.length === 0 ? note : `${note} It may call ${calls.join(', ')} in your name.`;
}
