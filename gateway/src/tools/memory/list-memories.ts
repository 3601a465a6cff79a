import { PageInputs } from '#contract';
import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { pageFrom } from '../../platform/page-from.ts';
import { memoryItem, MemoryItem, Tags } from './memory-schemas.ts';
import type { MemoryStore } from './memory-store.ts';

/** `memory.list`: every memory, newest first. */
export function listMemories(store: MemoryStore): Tool {
  return defineTool({
    name: 'memory.list',
    title: 'List memories',
    description: 'Lists everything that was remembered, newest first, in pages.',
    effect: 'read',
    verbatim: true,
    inputs: PageInputs.extend({
      tags: Tags.describe('Only memories that carry all of these tags.'),
    }),
    outputs: z.object({ items: z.array(MemoryItem), next_cursor: z.string().optional() }),
    examples: [{ say: 'What do you remember about me?', inputs: { limit: 20 } }],
    async run({ inputs, caller }) {
      const { limit, cursor, tags } = inputs;
      const rows = await store.listMemories({
        space: caller.space,
        tags,
        limit: limit + 1,
        ...(cursor !== undefined && { after: cursor }),
      });
      return { result: { ...pageFrom(rows, { limit, idOf: ({ id }) => id, toItem: memoryItem }) } };
    },
  });
}
