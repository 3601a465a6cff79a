import type { Memory, Trust } from '../../tools/memory/memory-store.ts';

export interface MemoryRow {
  readonly id: string;
  readonly space: string;
  readonly namespace: string;
  readonly text: string;
  readonly tags: string;
  readonly speaker_id: string | null;
  readonly source: string | null;
  readonly trust: Trust;
  readonly caller: string;
  readonly created_at: number;
  readonly said_at: number;
  readonly version: number;
  readonly updated_at: number | null;
  readonly expires_at: number | null;
  readonly superseded_by: string | null;
  readonly superseded_at: number | null;
  readonly duplicate_of: string | null;
  readonly conflicts_with: string;
}

/** The columns of a `MemoryRow`, of a table `memories m`. */
export const memoryColumns = `m.id, m.space, m.namespace, m.text, m.tags, m.speaker_id, m.source, m.trust, m.caller,
  m.created_at, m.said_at, m.version, m.updated_at, m.expires_at, m.superseded_by, m.superseded_at, m.duplicate_of,
  (SELECT json_group_array(other) FROM (
     SELECT older_id AS other FROM memory_conflicts WHERE newer_id = m.id
     UNION ALL SELECT newer_id FROM memory_conflicts WHERE older_id = m.id)) AS conflicts_with`;

export function memoryOf(row: MemoryRow): Memory {
  return {
    id: row.id,
    space: row.space,
    namespace: row.namespace,
    text: row.text,
    tags: JSON.parse(row.tags) as Memory['tags'],
    ...(row.speaker_id !== null && { speakerId: row.speaker_id }),
    ...(row.source !== null && { source: row.source }),
    trust: row.trust,
    caller: row.caller,
    createdAt: row.created_at,
    saidAt: row.said_at,
    version: row.version,
    ...(row.updated_at !== null && { updatedAt: row.updated_at }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.superseded_by !== null && { supersededBy: row.superseded_by }),
    ...(row.superseded_at !== null && { supersededAt: row.superseded_at }),
    ...(row.duplicate_of !== null && { duplicateOf: row.duplicate_of }),
    conflictsWith: JSON.parse(row.conflicts_with) as Memory['conflictsWith'],
  };
}
