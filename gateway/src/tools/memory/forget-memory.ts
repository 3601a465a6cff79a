import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { JsonValue } from '../../platform/json.ts';
import { memoryItem } from './memory-schemas.ts';
import type { MemoryRecordStore } from './memory-record-store.ts';
import type { Memory, MemoryStore } from './memory-store.ts';
import { memoryNotFound, PickInputs, pickMemories } from './pick-memories.ts';
import { isSameText } from './same-text.ts';

/* A preview is for reading. */
const mostShown = 50;
/* For each of more than that, looking through a space for copies would take too long. */
const mostLookedAfter = 20;

const Plan = z.object({ ids: z.array(z.string()) });

/** `memory.forget`: erases memories for good, so it shows what will go before it goes. */
export function forgetMemory(store: MemoryStore & MemoryRecordStore): Tool {
  return defineTool({
    name: 'memory.forget',
    title: 'Forget',
    description:
      'Erases memories for good, wherever they passed: by id, or all that fit a filter (tags, speaker, namespace, time, words in the text). The preview shows what will be erased, and exactly that goes.',
    effect: 'destructive',
    verbatim: true,
    repeat: 'safe',
    inputs: PickInputs,
    outputs: z.object({
      forgotten: z.array(z.string()),
      vanished: z.array(z.string()).optional().describe('Gone already when it came to it.'),
      more: z.boolean().optional().describe('There is more that fits; ask again.'),
    }),
    examples: [
      { say: 'Forget that', inputs: { id: 'mem_01k9d0example000000000000' } },
      { say: 'Forget everything about the old flat', inputs: { tags: ['old-flat'] } },
      { say: 'Forget what mentions my ex', inputs: { containing: 'Alex', speaker_id: 'me' } },
    ],
    async preview({ inputs, caller: { space } }) {
      const { memories, more } = await picked(store, { inputs, space });
      const shown = memories.slice(0, mostShown).map(memoryItem);
      const hidden = memories.length - shown.length;
      return {
        note: noteOf(memories.length),
        would: {
          count: memories.length,
          forget: shown,
          ...(hidden > 0 && { not_shown: hidden }),
          ...(more && { more }),
        },
        plan: { ids: memories.map(({ id }) => id) },
      };
    },
    async run({ inputs, plan, caller: { space } }) {
      const planned = idsIn(plan);
      const { memories, more } = planned
        ? { memories: await store.findMemories({ ids: planned, space }), more: false }
        : await picked(store, { inputs, space });
      const ids = memories.map(({ id }) => id);
      const vanished = planned?.filter((id) => !ids.includes(id)) ?? [];
      if (ids.length === 0 && inputs.id !== undefined) throw memoryNotFound(inputs.id);
      return {
        result: {
          forgotten: ids,
          ...(vanished.length > 0 && { vanished }),
          ...(more && { more }),
        },
        changes: [{ kind: 'memory.forget', data: { space, ids } }],
      };
    },
  });
}

type Picking = Parameters<typeof pickMemories>[1];

/* Whoever asks to forget a text means its copies as well. */
async function picked(store: MemoryStore & MemoryRecordStore, picking: Picking) {
  const { memories, more } = await pickMemories(store, picking);
  if (memories.length > mostLookedAfter) return { memories, more };
  const all = new Map(memories.map((memory) => [memory.id, memory]));
  for (const memory of memories) {
    for (const copy of await copiesOf(store, memory)) all.set(copy.id, copy);
  }
  return { memories: [...all.values()], more };
}

async function copiesOf(store: MemoryRecordStore, { space, text }: Memory): Promise<Memory[]> {
  const rows = await store.selectMemories({
    space,
    tags: [],
    now: 0,
    containing: core(text),
    limit: 100,
  });
  return rows.map(({ memory }) => memory).filter((other) => isSameText(other.text, text));
}

/* A copy may begin or end with other punctuation. */
function core(text: string): string {
  return text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || text;
}

function noteOf(count: number): string {
  if (count === 0) return 'Nothing fits, so nothing would be erased.';
  return count === 1
    ? 'Nothing was erased yet. Going on erases this memory for good.'
    : `Nothing was erased yet. Going on erases these ${count} memories for good.`;
}

function idsIn(plan: JsonValue | undefined): readonly string[] | undefined {
  return plan === undefined ? undefined : Plan.parse(plan).ids;
}
