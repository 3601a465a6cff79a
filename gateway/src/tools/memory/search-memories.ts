import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { JsonObject } from '../../platform/json.ts';
import { memoryItem, MemoryItem, Tags } from './memory-schemas.ts';
import type { MemoryHit, MemoryStore } from './memory-store.ts';
import { searchTerms } from './search-terms.ts';

/** `memory.search`: the memories that fit a question best. */
export function searchMemories(store: MemoryStore): Tool {
  return defineTool({
    name: 'memory.search',
    title: 'Recall',
    description:
      'Finds what was remembered that fits a question best, best first. Use it before asking the user again.',
    effect: 'read',
    verbatim: true,
    inputs: z.strictObject({
      query: z.string().trim().min(1).max(2000).describe('The question, or words to look for.'),
      k: z.int().min(1).max(50).default(5).describe('How many memories to give at most.'),
      tags: Tags.describe('Only memories that carry all of these tags.'),
    }),
    outputs: z.object({ items: z.array(MemoryItem.extend({ score: Score })) }),
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
      return { result: { items: hitItems(hits) } };
    },
  });
}

const Score = z.number().describe('How well it fits beside the best of this search, which has 1.');

/* What the index counts in means nothing to a reader, and is tiny where there are few memories. */
function hitItems(hits: readonly MemoryHit[]): JsonObject[] {
  const best = hits[0]?.score ?? 1;
  return hits.map(({ memory, score }) => ({
    ...memoryItem(memory),
    score: best > 0 ? Number((score / best).toFixed(3)) : 1,
  }));
}
