import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { NewId } from '../../platform/ids.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import { memoryItem, MemoryItem, MemoryText } from './memory-schemas.ts';
import type { MemoryStore, NewMemory } from './memory-store.ts';
import { About, newMemory } from './new-memory.ts';
import { refuseUnknown, supersedeChange } from './supersede-change.ts';

const mostAtOnce = 1000;

const WriteInputs = About.extend({
  text: MemoryText.optional(),
  memories: z
    .array(About.extend({ text: MemoryText }))
    .min(1)
    .max(mostAtOnce)
    .optional()
    .describe(
      'Many at once, in the order in which they were said; what all share may stand beside.',
    ),
});

type Inputs = z.output<typeof WriteInputs>;
type One = NonNullable<Inputs['memories']>[number];

interface WriteParts {
  readonly store: MemoryStore;
  readonly newId: NewId;
  readonly now: () => number;
}

/** `memory.write`: keeps texts as they were said. Their rows are committed with the run, so running it again is harmless. */
export function writeMemory({ store, newId, now }: WriteParts): Tool {
  return defineTool({
    name: 'memory.write',
    title: 'Remember',
    description:
      'Stores something to remember, word for word, for every assistant of this space: a fact, a preference, a decision, a note. Give "text" for one, "memories" for many.',
    effect: 'write',
    verbatim: true,
    repeat: 'safe',
    inputs: WriteInputs,
    resolve: (inputs) => ({ inputs: forRules(inputs), target: {} }),
    outputs: MemoryItem.partial().extend({
      written: z.int().optional().describe('How many, where "memories" was given.'),
      ids: z.array(z.string()).optional(),
    }),
    examples: [
      {
        say: 'Remember that I prefer Python',
        inputs: { text: 'I prefer Python', tags: ['prefs'] },
      },
      {
        say: 'Note that the router is in the attic',
        inputs: { text: 'The router is in the attic' },
      },
    ],
    async run({ inputs, caller }) {
      const at = now();
      const written = writtenOnes(inputs);
      await refuseUnknown(store, { ids: written.flatMap(supersededBy), space: caller.space });
      const memories = written.map((one) => newMemory(one, { newId, at, caller }));
      return {
        result: inputs.memories ? countOf(memories) : { ...memories.map(itemOf)[0] },
        changes: memories.flatMap((memory, index) =>
          changesFor(memory, written.slice(index, index + 1).flatMap(supersededBy)),
        ),
      };
    },
  });
}

function changesFor(memory: NewMemory, supersedes: readonly string[]): readonly StoreChange[] {
  const add = { kind: 'memory.add', data: { ...memory } };
  return supersedes.length === 0 ? [add] : [add, supersedeChange(memory, supersedes)];
}

function supersededBy({ supersedes = [] }: One): readonly string[] {
  return supersedes;
}

/*
 * Rules look at what stands on top. Of one memory everything does; of many nothing, so that a rule about tags
 * cannot be evaluated, which counts as matched, instead of being passed by tags further in.
 */
function forRules(inputs: Inputs): JsonObject {
  const ones = writtenOnes(inputs);
  const seen = inputs.memories ? { memories: ones } : { ...ones[0], tags: inputs.tags ?? [] };
  return seen as JsonObject;
}

/* What stands beside `memories` counts for each of them that does not say otherwise. */
function writtenOnes({ text, memories, ...shared }: Inputs): readonly One[] {
  if (text !== undefined && memories === undefined) return [{ ...shared, text }];
  if (text === undefined && memories !== undefined) {
    return memories.map((one) => ({ ...shared, ...one }));
  }
  throw new GatewayError('invalid_inputs', 'Give either "text" or "memories".', {
    hint: 'For one memory: {"text": "The spare key is with Ada."}. For many: {"memories": [{"text": …}, …]}.',
  });
}

function itemOf(memory: NewMemory) {
  return memoryItem({ ...memory, version: 1, conflictsWith: [] });
}

function countOf(memories: readonly NewMemory[]) {
  return { written: memories.length, ids: memories.map(({ id }) => id) };
}
