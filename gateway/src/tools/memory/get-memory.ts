import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { MemoryId, memoryItem, MemoryItem } from './memory-schemas.ts';
import { neighbourItems } from './neighbour-items.ts';
import type { Memory, MemoryStore } from './memory-store.ts';
import { memoryNotFound } from './pick-memories.ts';
import type { RecallLedger } from './recall-ledger.ts';

interface GetParts {
  readonly store: MemoryStore;
  readonly ledger: RecallLedger;
}

/** `memory.get`: one memory by its id. */
export function getMemory({ store, ledger }: GetParts): Tool {
  return defineTool({
    name: 'memory.get',
    title: 'Read a memory',
    description: 'Gives one memory in full, by its id.',
    effect: 'read',
    verbatim: true,
    inputs: z.strictObject({
      id: MemoryId,
      neighbours: z
        .int()
        .min(0)
        .max(20)
        .default(0)
        .describe('How many turns of the same conversation to give before and after it.'),
    }),
    outputs: MemoryItem.extend({
      before: z.array(MemoryItem).optional(),
      after: z.array(MemoryItem).optional(),
    }),
    examples: [
      { say: 'Show me that memory in full', inputs: { id: 'mem_01k9d0example000000000000' } },
    ],
    async run({ inputs: { id, neighbours: count }, caller }) {
      const { space } = caller;
      const memory = await findOrRefuse(store, { id, space });
      ledger.note(caller, [memory]);
      const item = memoryItem(memory);
      if (count === 0) return { result: item };
      return { result: { ...item, ...(await neighbourItems(store, { id, space, count })) } };
    },
  });
}

export async function findOrRefuse(
  store: MemoryStore,
  wanted: { id: string; space: string },
): Promise<Memory> {
  const memory = await store.findMemory(wanted);
  if (memory) return memory;
  throw memoryNotFound(wanted.id);
}
