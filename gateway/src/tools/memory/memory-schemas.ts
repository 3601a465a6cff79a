import { z } from 'zod';
import { isoTime } from '../../platform/clock.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { Memory } from './memory-store.ts';

export const longestTextChars = 100_000;

const Tag = z.string().min(1).max(100);
export const Tags = z.array(Tag).max(50).default([]);
export const MemoryId = z.string().min(1).max(100).describe('Id of a memory, such as mem_01k….');

export const MemoryItem = z.object({
  id: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  speaker_id: z.string().optional(),
  stored_by: z.string(),
  created_at: z.iso.datetime(),
});

export function memoryItem(memory: Memory): JsonObject {
  return {
    id: memory.id,
    text: memory.text,
    tags: [...memory.tags],
    ...(memory.speakerId !== undefined && { speaker_id: memory.speakerId }),
    stored_by: memory.caller,
    created_at: isoTime(memory.createdAt),
  };
}
