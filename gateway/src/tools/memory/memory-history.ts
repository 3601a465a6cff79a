import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { isoTime } from '../../platform/clock.ts';
import type { JsonObject } from '../../platform/json.ts';
import { findOrRefuse } from './get-memory.ts';
import { MemoryId, memoryItem, MemoryItem } from './memory-schemas.ts';
import type { MemoryRecordStore, MemoryVersion } from './memory-record-store.ts';
import type { MemoryStore } from './memory-store.ts';

export const MemoryVersionItem = z.object({
  version: z.int(),
  text: z.string(),
  tags: z.array(z.string()),
  speaker_id: z.string().optional(),
  source: z.string().optional(),
  trust: z.enum(['owner', 'caller', 'external']),
  said_at: z.iso.datetime(),
  expires_at: z.iso.datetime().optional(),
  changed_at: z.iso.datetime().describe('When the next version took its place.'),
  changed_by: z.string(),
});

/** `memory.history`: what a memory said before, and what it took the place of. */
export function memoryHistory(store: MemoryStore & MemoryRecordStore): Tool {
  return defineTool({
    name: 'memory.history',
    title: 'How a memory came to be',
    description:
      'Gives a memory as it is, everything it said before it was corrected, and the memories that it superseded.',
    effect: 'read',
    verbatim: true,
    inputs: z.strictObject({ id: MemoryId }),
    outputs: MemoryItem.extend({
      versions: z.array(MemoryVersionItem).describe('The newest first, without the present one.'),
      supersedes: z.array(MemoryItem),
    }),
    examples: [{ say: 'What did it say before?', inputs: { id: 'mem_01k9d0example000000000000' } }],
    async run({ inputs, caller }) {
      const wanted = { id: inputs.id, space: caller.space };
      const memory = await findOrRefuse(store, wanted);
      const versions = await store.listVersions(wanted);
      const superseded = await store.listSuperseded(wanted);
      return {
        result: {
          ...memoryItem(memory),
          versions: versions.toReversed().map(versionItem),
          supersedes: superseded.map(memoryItem),
        },
      };
    },
  });
}

export function versionItem(version: MemoryVersion): JsonObject {
  return {
    version: version.version,
    text: version.text,
    tags: [...version.tags],
    ...(version.speakerId !== undefined && { speaker_id: version.speakerId }),
    ...(version.source !== undefined && { source: version.source }),
    trust: version.trust,
    said_at: isoTime(version.saidAt),
    ...(version.expiresAt !== undefined && { expires_at: isoTime(version.expiresAt) }),
    changed_at: isoTime(version.changedAt),
    changed_by: version.changedBy,
  };
}
