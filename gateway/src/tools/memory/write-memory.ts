import { z } from 'zod';
import { localCaller } from '../../identity/first-keys.ts';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { NewId } from '../../platform/ids.ts';
import type { JsonObject } from '../../platform/json.ts';
import {
  defaultNamespace,
  longestTextChars,
  MemoryItem,
  memoryItem,
  MemoryTime,
  Namespace,
  SpeakerId,
  TagList,
  timeOf,
} from './memory-schemas.ts';
import type { NewMemory } from './memory-store.ts';

const mostAtOnce = 1000;

const About = z.strictObject({
  tags: TagList.optional().describe('Words to file it under.'),
  speaker_id: SpeakerId.optional().describe('Who said it.'),
  namespace: Namespace.optional().describe('Keeps things apart within your space.'),
  said_at: MemoryTime.optional().describe('When it was said, if not now.'),
  source: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('Where it was read (a link, a file, a mail), if the user did not say it.'),
  expires_at: MemoryTime.optional().describe('From then on it is found no more.'),
});

const Text = z
  .string()
  .trim()
  .min(1)
  .max(longestTextChars)
  .describe('What to remember, as it was said.');

const WriteInputs = About.extend({
  text: Text.optional(),
  memories: z
    .array(About.extend({ text: Text }))
    .min(1)
    .max(mostAtOnce)
    .optional()
    .describe(
      'Many at once, in the order in which they were said; what all share may stand beside.',
    ),
});

type Inputs = z.output<typeof WriteInputs>;
type One = NonNullable<Inputs['memories']>[number];

/** `memory.write`: keeps texts as they were said. Their rows are committed with the run, so running it again is harmless. */
export function writeMemory({ newId, now }: { newId: NewId; now: () => number }): Tool {
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
      const createdAt = now();
      const memories = writtenOnes(inputs).map((one): NewMemory => ({
        id: newId('mem'),
        space: caller.space,
        namespace: one.namespace ?? defaultNamespace,
        text: one.text,
        tags: one.tags ?? [],
        ...(one.speaker_id !== undefined && { speakerId: one.speaker_id }),
        ...(one.source !== undefined && { source: one.source }),
        trust: trustOf(one, caller.name),
        caller: caller.name,
        createdAt,
        saidAt: one.said_at === undefined ? createdAt : timeOf(one.said_at),
        ...(one.expires_at !== undefined && { expiresAt: timeOf(one.expires_at) }),
      }));
      return {
        result: inputs.memories ? countOf(memories) : { ...memories.map(itemOf)[0] },
        changes: memories.map((memory) => ({ kind: 'memory.add', data: { ...memory } })),
      };
    },
  });
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

function trustOf({ source }: One, caller: string): NewMemory['trust'] {
  if (source !== undefined) return 'external';
  return caller === localCaller ? 'owner' : 'caller';
}

function itemOf(memory: NewMemory) {
  return memoryItem({ ...memory, version: 1, conflictsWith: [] });
}

function countOf(memories: readonly NewMemory[]) {
  return { written: memories.length, ids: memories.map(({ id }) => id) };
}
