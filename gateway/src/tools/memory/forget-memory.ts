import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { findOrRefuse } from './get-memory.ts';
import { MemoryId, memoryItem } from './memory-schemas.ts';
import type { MemoryStore } from './memory-store.ts';

/** `memory.forget`: erases one memory for good, so it shows what will go before it goes. */
export function forgetMemory(store: MemoryStore): Tool {
  return defineTool({
    name: 'memory.forget',
    title: 'Forget',
    description: 'Erases one memory for good. The preview shows what will be erased.',
    effect: 'destructive',
    verbatim: true,
    repeat: 'safe',
    inputs: z.strictObject({ id: MemoryId }),
    outputs: z.object({ forgotten: z.array(z.string()) }),
    examples: [{ say: 'Forget that', inputs: { id: 'mem_01k9d0example000000000000' } }],
    async preview({ inputs, caller }) {
      const memory = await findOrRefuse(store, { id: inputs.id, space: caller.space });
      return {
        note: 'Nothing was erased yet. Going on erases this memory for good.',
        would: { forget: [memoryItem(memory)] },
      };
    },
    async run({ inputs, caller }) {
      const { id, space } = await findOrRefuse(store, { id: inputs.id, space: caller.space });
      return {
        result: { forgotten: [id] },
        changes: [{ kind: 'memory.forget', data: { space, ids: [id] } }],
      };
    },
  });
}
