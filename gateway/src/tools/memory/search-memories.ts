import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { memoryItem, MemoryItem, Tags } from './memory-schemas.ts';
import type { MemoryStore } from './memory-store.ts';
import { searchTerms } from './search-terms.ts';

/** `memory.search`: the memories that fit a question best. */
export function searchMemories(store: MemoryStore): Tool {
  return defineTool({
    name: 'memory.search',
    title: 'Recall',
    description:
      'Finds what was remembered that fits a question best, best first. Use it before asking the user again.',
    effect: 'read',
    inputs: z.strictObject({
      query: z.string().trim().min(1).max(2000).describe('The question, or words to look for.'),
      k: z.int().min(1).max(50).default(5).describe('How many memories to give at most.'),
      tags: Tags.describe('Only memories that carry all of these tags.'),
    }),
    outputs: z.object({ items: z.array(MemoryItem.extend({ score: z.number() })) }),
    examples: [
      { say: 'What language do I prefer?', inputs: { query: 'What language do I prefer?' } },
      {
        say: 'What did I note about the house?',
        inputs: { query: 'house', tags: ['home'], k: 10 },
      },
    ],
    async run({ inputs, caller }) {
      const hits = await store.searchMemories({
        space: caller.space,
        terms: searchTerms(inputs.query),
        tags: inputs.tags,
        limit: inputs.k,
      });
      return {
        result: { items: hits.map(({ memory, score }) => ({ ...memoryItem(memory), score })) },
      };
    },
  });
}
