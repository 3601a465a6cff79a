import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { NewId } from '../../platform/ids.ts';
import { longestTextChars, memoryItem, MemoryItem, Tags } from './memory-schemas.ts';
import type { Memory } from './memory-store.ts';

/** `memory.write`: keeps a text as it was said. Its row is committed with the run, so running it again is harmless. */
export function writeMemory({ newId, now }: { newId: NewId; now: () => number }): Tool {
  return defineTool({
    name: 'memory.write',
    title: 'Remember',
    description:
      'Stores something to remember, word for word, for every assistant of this space: a fact, a preference, a decision, a note.',
    effect: 'write',
    verbatim: true,
    repeat: 'safe',
    inputs: z.strictObject({
      text: z
        .string()
        .trim()
        .min(1)
        .max(longestTextChars)
        .describe('What to remember, as it was said.'),
      tags: Tags.describe('Words to file it under.'),
      speaker_id: z.string().min(1).max(200).optional().describe('Who said it.'),
    }),
    outputs: MemoryItem,
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
      const memory: Memory = {
        id: newId('mem'),
        space: caller.space,
        text: inputs.text,
        tags: inputs.tags,
        ...(inputs.speaker_id !== undefined && { speakerId: inputs.speaker_id }),
        caller: caller.name,
        createdAt: now(),
      };
      return { result: memoryItem(memory), changes: [{ kind: 'memory.add', data: { ...memory } }] };
    },
  });
}
