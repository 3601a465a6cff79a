import { z } from 'zod';
import type { JsonObject } from '../../platform/json.ts';
import { memoryItem, MemoryItem, MemoryText, timeOf } from './memory-schemas.ts';
import { MemoryVersionItem, versionItem } from './memory-history.ts';
import type { MemoryVersion } from './memory-record-store.ts';
import type { Memory } from './memory-store.ts';

/** A memory as an export writes it and an import reads it: one line of JSON. */
export const MemoryRecord = MemoryItem.extend({
  text: MemoryText,
  tags: z.array(z.string()).default([]),
  versions: z.array(MemoryVersionItem).optional(),
});
export type MemoryRecord = z.output<typeof MemoryRecord>;

export function recordOf(memory: Memory, versions: readonly MemoryVersion[]): JsonObject {
  const item = memoryItem(memory);
  return versions.length === 0 ? item : { ...item, versions: versions.map(versionItem) };
}

/** A memory as a record says it was. */
export function memoryOf(record: MemoryRecord, space: string): Memory {
  return {
    id: record.id,
    space,
    namespace: record.namespace,
    text: record.text,
    tags: record.tags,
    trust: record.trust,
    caller: record.stored_by,
    createdAt: timeOf(record.created_at),
    saidAt: timeOf(record.said_at),
    version: record.version,
    conflictsWith: record.conflicts_with ?? [],
    ...(record.speaker_id !== undefined && { speakerId: record.speaker_id }),
    ...(record.source !== undefined && { source: record.source }),
    ...(record.updated_at !== undefined && { updatedAt: timeOf(record.updated_at) }),
    ...(record.expires_at !== undefined && { expiresAt: timeOf(record.expires_at) }),
    ...(record.superseded_by !== undefined && { supersededBy: record.superseded_by }),
    ...(record.superseded_at !== undefined && { supersededAt: timeOf(record.superseded_at) }),
    ...(record.duplicate_of !== undefined && { duplicateOf: record.duplicate_of }),
  };
}

export function versionsOf({ versions = [] }: MemoryRecord): readonly MemoryVersion[] {
  return versions.map((version) => ({
    version: version.version,
    text: version.text,
    tags: version.tags,
    trust: version.trust,
    saidAt: timeOf(version.said_at),
    changedAt: timeOf(version.changed_at),
    changedBy: version.changed_by,
    ...(version.speaker_id !== undefined && { speakerId: version.speaker_id }),
    ...(version.source !== undefined && { source: version.source }),
    ...(version.expires_at !== undefined && { expiresAt: timeOf(version.expires_at) }),
  }));
}
