import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../platform/json.ts';
import { newMemoryIn, textIn, textsIn, timeIn, trustIn } from './change-data.ts';
import { createMemoryAdd } from './memory-add.ts';
import { command, listParam, query } from './statement.ts';

type NullableText = string | null;
type NullableTime = number | null;

/** Puts a memory in as it was elsewhere, links and versions included. One that is there already stays as it is. */
export function createMemoryRestore(
  db: DatabaseSync,
): (data: JsonObject, run: { readonly id: string }) => void {
  const add = createMemoryAdd(db);
  const isThere = query<{ id: string }, unknown>(db, 'SELECT 1 FROM memories WHERE id = :id');
  const complete = command<{
    id: string;
    version: number;
    updated_at: NullableTime;
    superseded_by: NullableText;
    superseded_at: NullableTime;
    duplicate_of: NullableText;
  }>(
    db,
    `UPDATE memories SET version = :version, updated_at = :updated_at, superseded_by = :superseded_by,
       superseded_at = :superseded_at, duplicate_of = :duplicate_of WHERE id = :id`,
  );
  const restoreVersions = createRestoreVersions(db);
  const restoreConflicts = createRestoreConflicts(db);
  return (data, run) => {
    const id = textIn(data, 'id');
    if (isThere.first({ id })) return;
    add(newMemoryIn(data), { runId: run.id, links: 'given' });
    complete({
      id,
      version: timeIn(data, 'version'),
      updated_at: data['updatedAt'] === undefined ? null : timeIn(data, 'updatedAt'),
      superseded_by: data['supersededBy'] === undefined ? null : textIn(data, 'supersededBy'),
      superseded_at: data['supersededAt'] === undefined ? null : timeIn(data, 'supersededAt'),
      duplicate_of: data['duplicateOf'] === undefined ? null : textIn(data, 'duplicateOf'),
    });
    restoreConflicts(id, textsIn(data, 'conflictsWith'));
    restoreVersions(id, data['versions'], run.id);
  };
}

/* A pair is there as soon as both of it are: the one that comes second brings it. */
function createRestoreConflicts(db: DatabaseSync): (id: string, rivals: readonly string[]) => void {
  const insert = command<{ id: string; rivals: string }>(
    db,
    `INSERT OR IGNORE INTO memory_conflicts (newer_id, older_id)
     SELECT iif(isNewer, own, rival), iif(isNewer, rival, own) FROM (
       SELECT a.id AS own, b.id AS rival, (a.said_at, a.seq) > (b.said_at, b.seq) AS isNewer
       FROM memories a JOIN memories b ON b.space = a.space
       WHERE a.id = :id AND b.id IN (SELECT value FROM json_each(:rivals)))`,
  );
  return (id, rivals) => {
    if (rivals.length > 0) insert({ id, rivals: listParam(rivals) });
  };
}

function createRestoreVersions(
  db: DatabaseSync,
): (id: string, versions: unknown, runId: string) => void {
  const insert = command<{
    memory_id: string;
    version: number;
    text: string;
    tags: string;
    speaker_id: NullableText;
    source: NullableText;
    trust: string;
    said_at: number;
    expires_at: NullableTime;
    changed_at: number;
    changed_by: string;
    run_id: string;
  }>(
    db,
    `INSERT INTO memory_versions (memory_id, version, text, tags, speaker_id, source, trust, said_at, expires_at,
       changed_at, changed_by, run_id)
     VALUES (:memory_id, :version, :text, :tags, :speaker_id, :source, :trust, :said_at, :expires_at,
       :changed_at, :changed_by, :run_id)`,
  );
  return (id, versions, runId) => {
    if (!Array.isArray(versions)) return;
    for (const version of versions as JsonObject[]) {
      insert({
        memory_id: id,
        version: timeIn(version, 'version'),
        text: textIn(version, 'text'),
        tags: listParam(textsIn(version, 'tags')),
        speaker_id: version['speakerId'] === undefined ? null : textIn(version, 'speakerId'),
        source: version['source'] === undefined ? null : textIn(version, 'source'),
        trust: trustIn(version),
        said_at: timeIn(version, 'saidAt'),
        expires_at: version['expiresAt'] === undefined ? null : timeIn(version, 'expiresAt'),
        changed_at: timeIn(version, 'changedAt'),
        changed_by: textIn(version, 'changedBy'),
        run_id: runId,
      });
    }
  };
}
