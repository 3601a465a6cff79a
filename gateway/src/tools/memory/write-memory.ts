import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { NewId } from '../../platform/ids.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import { memoryItem, MemoryItem, MemoryText } from './memory-schemas.ts';
import type { HeardLedger } from './heard-ledger.ts';
import type { MemoryRecordStore } from './memory-record-store.ts';
import type { Memory, MemoryStore, NewMemory } from './memory-store.ts';
import { About, newMemory } from './new-memory.ts';
import type { RecallLedger } from './recall-ledger.ts';
import { sourceOf } from './source-of.ts';
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
  readonly store: MemoryStore & MemoryRecordStore;
  readonly ledger: RecallLedger;
  readonly heard: HeardLedger;
  readonly newId: NewId;
  readonly now: () => number;
}

/** `memory.write`: keeps texts as they were said. Their rows are committed with the run, so running it again is harmless. */
export function writeMemory(parts: WriteParts): Tool {
  const { store, newId, now, heard: ledger } = parts;
  return defineTool({
    name: 'memory.write',
    title: 'Remember',
    description:
      'Stores something to remember, word for word, for every assistant of this space: a fact, a preference, a decision, a note. Give "text" for one, "memories" for many.',
    effect: 'write',
    verbatim: true,
    repeat: 'safe',
    inputs: WriteInputs,
    resolve: (inputs, through) => ({ inputs: forRules(inputs, through), target: {} }),
    outputs: MemoryItem.partial().extend({
      written: z.int().optional().describe('How many, where "memories" was given.'),
      ids: z.array(z.string()).optional(),
      already_known: z
        .union([z.boolean(), z.int()])
        .optional()
        .describe('It (or so many of them) had just been recalled, and was not stored once more.'),
      note: z.string().optional(),
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
      const memories = written.map((one) => newMemory(one, { newId, at, caller, ledger }));
      const known = await findKnown(memories, parts);
      return {
        result: inputs.memories ? countOf(memories, known) : await resultOf(memories, known, parts),
        changes: memories.flatMap((memory, index) =>
          known.has(memory.id)
            ? []
            : changesFor(memory, written.slice(index, index + 1).flatMap(supersededBy)),
        ),
      };
    },
  });
}

type Known = ReadonlyMap<string, Memory>;

/* What an assistant has just recalled, and hands in again as if it were said. */
async function findKnown(
  memories: readonly NewMemory[],
  { store, ledger }: WriteParts,
): Promise<Known> {
  const recalled = memories.map((memory) => ({ memory, id: ledger.findRecalled(memory) }));
  const known = new Map<string, Memory>();
  for (const { memory, id } of recalled) {
    if (id === undefined) continue;
    const there = await store.findMemory({ id, space: memory.space });
    if (there) known.set(memory.id, there);
  }
  return known;
}

/* Tells the one who writes of what cannot hold beside it: they can ask what holds now. */
async function resultOf(
  [memory]: readonly NewMemory[],
  known: Known,
  { store }: WriteParts,
): Promise<JsonObject> {
  if (!memory) return {};
  const there = known.get(memory.id);
  if (there) return { ...memoryItem(there), already_known: true, note: knownNote };
  const rivals = await store.findContradicted(memory);
  const conflictsWith = rivals.map(({ id }) => id);
  const item = memoryItem({ ...memory, version: 1, conflictsWith });
  const [rival] = rivals;
  return rival ? { ...item, note: conflictNote(rival) } : item;
}

const knownNote =
  'This was just recalled from memory: it is there already, and was not stored again.';

function conflictNote({ id, text }: Memory): string {
  return `Stored. It cannot hold beside ${id} ("${text.slice(0, 200)}"). If that has become different, call memory.supersede with that id and "by" this one.`;
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
function forRules(inputs: Inputs, through: string | undefined): JsonObject {
  const ones = writtenOnes(inputs).map((one) => ({ ...sourceOf(through), ...one }));
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

function countOf(memories: readonly NewMemory[], known: Known) {
  return {
    written: memories.length - known.size,
    ids: memories.map(({ id }) => known.get(id)?.id ?? id),
    ...(known.size > 0 && { already_known: known.size }),
  };
}
