import { PageInputs } from '#contract';
import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { pageFrom } from '../../platform/page-from.ts';
import { memoryItem, MemoryItem } from './memory-schemas.ts';
import type { MemoryStore } from './memory-store.ts';
import type { RecallLedger } from './recall-ledger.ts';
import { ScopeInputs, scopeOf } from './scope-inputs.ts';

interface ListParts {
  readonly store: MemoryStore;
  readonly ledger: RecallLedger;
  readonly now: () => number;
}

/** `memory.list`: every memory, newest first. */
export function listMemories({ store, ledger, now }: ListParts): Tool {
  return defineTool({
    name: 'memory.list',
    title: 'List memories',
    description: 'Lists everything that was remembered, newest first, in pages.',
    effect: 'read',
    verbatim: true,
    inputs: PageInputs.extend(ScopeInputs.shape),
    outputs: z.object({ items: z.array(MemoryItem), next_cursor: z.string().optional() }),
    examples: [{ say: 'What do you remember about me?', inputs: { limit: 20 } }],
    async run({ inputs, caller }) {
      const { limit, cursor, ...scope } = inputs;
      const rows = await store.listMemories({
        ...scopeOf(scope, { space: caller.space, now: now() }),
        limit: limit + 1,
        ...(cursor !== undefined && { after: cursor }),
      });
      ledger.note(caller, rows.slice(0, limit));
      return { result: { ...pageFrom(rows, { limit, idOf: ({ id }) => id, toItem: memoryItem }) } };
    },
  });
}
