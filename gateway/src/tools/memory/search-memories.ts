import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { JsonObject } from '../../platform/json.ts';
import { currentFirst, type Found } from './current-first.ts';
import type { Meaning } from './embeddings/meaning.ts';
import { memoryItem, MemoryItem, MemoryTime, timeOf } from './memory-schemas.ts';
import type { Memory, MemoryStore, WordMatch } from './memory-store.ts';
import { neighbourItems } from './neighbour-items.ts';
import type { RecallLedger } from './recall-ledger.ts';
import { createRecall } from './recall/recall.ts';
import { ScopeInputs, scopeOf } from './scope-inputs.ts';

/* Repetitions make room for others. */
const spareHits = 10;

const SearchInputs = z.strictObject({
  query: z.string().trim().min(1).max(2000).describe('The question, or words to look for.'),
  k: z.int().min(1).max(50).default(5).describe('How many memories to give at most.'),
  ...ScopeInputs.shape,
  as_of: MemoryTime.optional().describe('Answers as things were then, before what was said later.'),
  neighbours: z
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe('How many turns of the same conversation to give before and after each.'),
});

const HitItem = MemoryItem.extend({
  score: z.number().describe('How well it fits beside the best of this search, which has 1.'),
  why: z.array(z.string()).describe('What it was found by.'),
  before: z.array(MemoryItem).optional(),
  after: z.array(MemoryItem).optional(),
});

interface SearchParts {
  readonly store: MemoryStore;
  readonly meaning: Meaning;
  readonly ledger: RecallLedger;
  readonly now: () => number;
}

/** `memory.search`: the memories that fit a question best. */
export function searchMemories({ store, meaning, ledger, now }: SearchParts): Tool {
  const recall = createRecall({ store, meaning });
  return defineTool({
    name: 'memory.search',
    title: 'Recall',
    description:
      'Finds what was remembered that fits a question best, best first. Use it before asking the user again. With "confident": false, what was asked for was probably never said.',
    effect: 'read',
    verbatim: true,
    inputs: SearchInputs,
    outputs: z.object({
      items: z.array(HitItem),
      confident: z
        .boolean()
        .describe('Whether the best of them is likely what was asked for. If not, say so.'),
      retrieval: z.enum(['hybrid', 'lexical']),
      retrieval_reason: z.string(),
    }),
    examples: [
      { say: 'What language do I prefer?', inputs: { query: 'What language do I prefer?' } },
      {
        say: 'What did I note about the house?',
        inputs: { query: 'house', tags: ['home'], k: 10 },
      },
    ],
    async run({ inputs, caller }) {
      const { space } = caller;
      const asOf = inputs.as_of === undefined ? {} : { asOf: timeOf(inputs.as_of) };
      const question = { ...scopeOf(inputs, { space, now: now() }), ...asOf, query: inputs.query };
      const ranking = await recall({ ...question, limit: inputs.k + spareHits });
      const ids = ranking.items.map(({ id }) => id);
      const found = foundOf(await store.findMemories({ space, ids }), ranking.items);
      const current = await currentFirst(found, { store, scope: question });
      const shown = current.slice(0, inputs.k);
      ledger.note(
        caller,
        shown.map(({ memory }) => memory),
      );
      const { neighbours: count } = inputs;
      return {
        result: {
          items: await withNeighbours(hitItems(shown), { store, space, count }),
          confident: ranking.confident,
          retrieval: ranking.retrieval,
          retrieval_reason: ranking.reason,
        },
      };
    },
  });
}

function foundOf(memories: readonly Memory[], ranked: readonly WordMatch[]): readonly Found[] {
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  return ranked.flatMap(({ id, score, matched }) => {
    const memory = byId.get(id);
    return memory ? [{ memory, score, why: matched }] : [];
  });
}

/* What the index counts in means nothing to a reader, and is tiny where there are few memories. */
function hitItems(found: readonly Found[]): Hit[] {
  const best = Math.max(0, ...found.map(({ score }) => score));
  return found.map(({ memory, score, why }) => {
    const share = best > 0 ? Number((score / best).toFixed(3)) : 1;
    return { id: memory.id, item: { ...memoryItem(memory), score: share, why: [...why] } };
  });
}

interface Hit {
  readonly id: string;
  readonly item: JsonObject;
}

async function withNeighbours(
  hits: readonly Hit[],
  { store, space, count }: { store: MemoryStore; space: string; count: number },
): Promise<JsonObject[]> {
  if (count === 0) return hits.map(({ item }) => item);
  return Promise.all(
    hits.map(async ({ id, item }) => ({
      ...item,
      ...(await neighbourItems(store, { id, space, count })),
    })),
  );
}
