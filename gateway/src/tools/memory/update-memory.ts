import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import { findOrRefuse } from './get-memory.ts';
import type { HeardLedger } from './heard-ledger.ts';
import {
  MemoryId,
  memoryItem,
  MemoryItem,
  MemoryText,
  MemoryTime,
  Source,
  SpeakerId,
  TagList,
  timeOf,
} from './memory-schemas.ts';
import type { Memory, MemoryStore } from './memory-store.ts';
import { sourceOf } from './source-of.ts';
import { lessTrusted, trustOf } from './trust-of.ts';

const UpdateInputs = z.strictObject({
  id: MemoryId,
  text: MemoryText.optional().describe('What it says from now on; what it said is kept.'),
  tags: TagList.optional().describe('All of its tags from now on.'),
  speaker_id: SpeakerId.nullable().optional().describe('Who said it; null for nobody known.'),
  source: Source.nullable().optional(),
  said_at: MemoryTime.optional(),
  expires_at: MemoryTime.nullable().optional().describe('null: it stays.'),
});
type UpdateInputs = z.output<typeof UpdateInputs>;

interface UpdateParts {
  readonly store: MemoryStore;
  readonly heard: HeardLedger;
  readonly now: () => number;
}

/** `memory.update`: changes a memory, and keeps word for word what it said before. */
export function updateMemory({ store, heard, now }: UpdateParts): Tool {
  return defineTool({
    name: 'memory.update',
    title: 'Correct a memory',
    description:
      'Corrects a memory that was noted down wrong: its text, tags, speaker, times. memory.history keeps what it said before. For something that has become different since, use memory.supersede instead, so that what held before can still be asked for.',
    effect: 'write',
    verbatim: true,
    repeat: 'safe',
    inputs: UpdateInputs,
    resolve: (inputs, through) => ({
      inputs: {
        ...inputs,
        ...(inputs.text !== undefined && !inputs.source && sourceOf(through)),
      } as JsonObject,
      target: {},
    }),
    outputs: MemoryItem,
    examples: [
      {
        say: 'No, the key is with Adam',
        inputs: { id: 'mem_01k9d0example000000000000', text: 'The spare key is with Adam.' },
      },
    ],
    async preview({ inputs, caller }) {
      const memory = await findOrRefuse(store, { id: inputs.id, space: caller.space });
      const changed = changedBy(memory, { inputs, caller, heard, now: now() });
      return {
        note: 'Nothing was changed yet.',
        would: { before: memoryItem(memory), after: memoryItem(changed) },
      };
    },
    async run({ inputs, caller }) {
      const memory = await findOrRefuse(store, { id: inputs.id, space: caller.space });
      const at = now();
      const changed = changedBy(memory, { inputs, caller, heard, now: at });
      const { id, space, text, tags, speakerId, source, trust, saidAt, expiresAt } = changed;
      const fields = { id, space, text, tags: [...tags], trust, saidAt, by: caller.name, at };
      const data = {
        ...fields,
        ...(speakerId !== undefined && { speakerId }),
        ...(source !== undefined && { source }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
      return { result: memoryItem(changed), changes: [{ kind: 'memory.update', data }] };
    },
  });
}

interface Change {
  readonly inputs: UpdateInputs;
  readonly caller: { readonly name: string; readonly space: string };
  readonly heard: HeardLedger;
  readonly now: number;
}

function changedBy(memory: Memory, { inputs, caller, heard, now }: Change): Memory {
  const { text, tags, speaker_id, source, said_at, expires_at } = inputs;
  if (Object.values(inputs).filter((value) => value !== undefined).length === 1) throw noChange();
  const { speakerId, source: oldSource, expiresAt, ...rest } = memory;
  const newSpeaker = speaker_id === undefined ? speakerId : (speaker_id ?? undefined);
  const heardFrom = text === undefined ? undefined : heard.findHeard(caller, text);
  const newSource = source ?? heardFrom ?? (source === undefined ? oldSource : undefined);
  const newExpiry = expires_at === undefined ? expiresAt : timeOrNone(expires_at);
  return {
    ...rest,
    ...(text !== undefined && { text }),
    ...(tags !== undefined && { tags }),
    ...(newSpeaker !== undefined && { speakerId: newSpeaker }),
    ...(newSource !== undefined && { source: newSource }),
    ...(newExpiry !== undefined && { expiresAt: newExpiry }),
    ...(said_at !== undefined && { saidAt: timeOf(said_at) }),
    trust: lessTrusted(memory.trust, trustOf(newSource, caller.name)),
    version: memory.version + 1,
    updatedAt: now,
  };
}

function timeOrNone(time: string | null): number | undefined {
  return time === null ? undefined : timeOf(time);
}

function noChange(): GatewayError {
  return new GatewayError('invalid_inputs', 'Nothing is to be changed: only "id" was given.', {
    hint: 'Give at least one of "text", "tags", "speaker_id", "source", "said_at", "expires_at".',
  });
}
