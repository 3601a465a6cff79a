import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { NewId } from '../../platform/ids.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import type { HeardLedger } from './heard-ledger.ts';
import { MemoryId, memoryItem, MemoryItem, MemoryText } from './memory-schemas.ts';
import type { Memory, MemoryStore } from './memory-store.ts';
import { About, newMemory } from './new-memory.ts';
import { sourceOf } from './source-of.ts';
import { refuseUnknown, supersedeChange } from './supersede-change.ts';

const SupersedeInputs = About.omit({ supersedes: true, namespace: true }).extend({
  id: MemoryId.optional(),
  ids: z.array(MemoryId).min(1).max(100).optional().describe('What no longer holds.'),
  text: MemoryText.optional().describe('What holds now, to be remembered in its place.'),
  by: MemoryId.nullable()
    .optional()
    .describe('Instead of "text": the memory that says it already. null: they hold again.'),
});
type SupersedeInputs = z.output<typeof SupersedeInputs>;

interface SupersedeParts {
  readonly store: MemoryStore;
  readonly newId: NewId;
  readonly now: () => number;
  readonly heard: HeardLedger;
}

/** `memory.supersede`: something has become different; what held before stays, behind what holds now. */
export function supersedeMemory({ store, newId, now, heard: ledger }: SupersedeParts): Tool {
  return defineTool({
    name: 'memory.supersede',
    title: 'Note a change',
    description:
      'Notes that something has become different since: the new text takes the place of a memory, which stays reachable by memory.search with "as_of" and by memory.history. For what was noted down wrong, use memory.update.',
    effect: 'write',
    verbatim: true,
    repeat: 'safe',
    inputs: SupersedeInputs,
    resolve: (inputs, through) => ({
      inputs: { ...(inputs.text !== undefined && sourceOf(through)), ...inputs } as JsonObject,
      target: {},
    }),
    outputs: z.object({
      superseded: z.array(z.string()),
      by: MemoryItem.optional().describe('What holds now; absent where they hold again.'),
    }),
    examples: [
      {
        say: 'I moved to Bergen',
        inputs: { id: 'mem_01k9d0example000000000000', text: 'I live in Bergen' },
      },
      {
        say: 'No, that still holds',
        inputs: { id: 'mem_01k9d0example000000000000', by: null },
      },
    ],
    async run({ inputs, caller }) {
      const { space } = caller;
      const older = await refuseUnknown(store, { ids: idsIn(inputs), space });
      const superseded = older.map(({ id }) => id);
      const { text, by, id: _, ids: __, ...about } = inputs;
      if (text === undefined) {
        if (by === null) return { result: { superseded }, changes: [restoring(space, superseded)] };
        const [newer] = await refuseUnknown(store, { ids: [by ?? ''], space });
        return superseding(newer, superseded);
      }
      const like = likeThe(older[0]);
      const memory = newMemory({ ...like, ...about, text }, { newId, at: now(), caller, ledger });
      const { result, changes } = superseding(
        { ...memory, version: 1, conflictsWith: [] },
        superseded,
      );
      return { result, changes: [{ kind: 'memory.add', data: { ...memory } }, ...changes] };
    },
  });
}

function idsIn({ id, ids = [], text, by }: SupersedeInputs): readonly string[] {
  if ((text === undefined) === (by === undefined)) {
    throw new GatewayError('invalid_inputs', 'Give either "text" or "by".', {
      hint: '"text" is remembered as what holds now; "by" names the memory that says it already.',
    });
  }
  const named = id === undefined ? ids : [id, ...ids];
  if (named.length > 0) return named;
  throw new GatewayError('invalid_inputs', 'Say which memory no longer holds: give "id".', {
    hint: 'memory.search gives the ids of memories.',
  });
}

/* What takes the place of a memory is filed where that was. */
function likeThe(memory: Memory | undefined) {
  if (!memory) return {};
  const { tags, speakerId, namespace } = memory;
  return {
    tags: [...tags],
    namespace,
    ...(speakerId !== undefined && { speaker_id: speakerId }),
  };
}

function superseding(newer: Memory | undefined, superseded: readonly string[]) {
  if (!newer) throw new Error('an id that is known has its memory');
  return {
    result: { superseded: [...superseded], by: memoryItem(newer) },
    changes: [supersedeChange(newer, superseded)],
  };
}

function restoring(space: string, ids: readonly string[]): StoreChange {
  return { kind: 'memory.supersede', data: { space, ids: [...ids] } };
}
