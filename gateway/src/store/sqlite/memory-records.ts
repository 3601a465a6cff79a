import type { DatabaseSync } from 'node:sqlite';
import type {
  MemoryRecordStore,
  MemoryVersion,
  PlacedMemory,
} from '../../tools/memory/memory-record-store.ts';
import { createFindContradicted, createListUnsaid } from './memory-likeness.ts';
import { memoryColumns, memoryOf, type MemoryRow } from './memory-rows.ts';
import { scopeCondition, scopeParams, type ScopeParams } from './memory-scope.ts';
import { listParam, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type SelectParams = ScopeParams & {
  tags: string;
  speaker_id: string | null;
  containing: string | null;
  after: number;
  limit: number;
};

interface VersionRow {
  readonly version: number;
  readonly text: string;
  readonly tags: string;
  readonly speaker_id: string | null;
  readonly source: string | null;
  readonly trust: MemoryVersion['trust'];
  readonly said_at: number;
  readonly expires_at: number | null;
  readonly changed_at: number;
  readonly changed_by: string;
}

/** Reads memories as records. */
export function createMemoryRecords(
  db: DatabaseSync,
): Decisions<MemoryRecordStore, keyof MemoryRecordStore> {
  const select = query<SelectParams, MemoryRow & { seq: number }>(
    db,
    `SELECT m.seq, ${memoryColumns} FROM memories m WHERE m.seq > :after AND ${scopeCondition}
       AND (:speaker_id IS NULL OR m.speaker_id = :speaker_id)
       AND (:containing IS NULL OR instr(lower(m.text), lower(:containing)) > 0)
       AND NOT EXISTS (SELECT 1 FROM json_each(:tags) wanted
         WHERE wanted.value NOT IN (SELECT value FROM json_each(m.tags)))
     ORDER BY m.seq LIMIT :limit`,
  );
  const versions = query<{ id: string; space: string }, VersionRow>(
    db,
    `SELECT v.* FROM memory_versions v JOIN memories m ON m.id = v.memory_id
     WHERE v.memory_id = :id AND m.space = :space ORDER BY v.version`,
  );
  const taken = query<{ ids: string }, { id: string; space: string }>(
    db,
    'SELECT id, space FROM memories WHERE id IN (SELECT value FROM json_each(:ids))',
  );
  const superseded = query<{ id: string; space: string }, MemoryRow>(
    db,
    `SELECT ${memoryColumns} FROM memories m
     WHERE m.superseded_by = :id AND m.space = :space ORDER BY m.said_at`,
  );
  return {
    selectMemories({ containing = null, after = 0, limit, tags, speakerId = null, ...scope }) {
      const rows = select.all({
        ...scopeParams({ ...scope, tags }),
        tags: listParam(tags),
        speaker_id: speakerId,
        containing,
        after,
        limit,
      });
      return rows.map((row): PlacedMemory => ({ place: row.seq, memory: memoryOf(row) }));
    },
    findContradicted: createFindContradicted(db),
    listUnsaid: createListUnsaid(db),
    listTaken: ({ ids }) => taken.all({ ids: listParam(ids) }),
    listVersions: (input) => versions.all({ ...input }).map(versionOf),
    listSuperseded: (input) => superseded.all({ ...input }).map(memoryOf),
  };
}

function versionOf(row: VersionRow): MemoryVersion {
  return {
    version: row.version,
    text: row.text,
    tags: JSON.parse(row.tags) as MemoryVersion['tags'],
    ...(row.speaker_id !== null && { speakerId: row.speaker_id }),
    ...(row.source !== null && { source: row.source }),
    trust: row.trust,
    saidAt: row.said_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}
