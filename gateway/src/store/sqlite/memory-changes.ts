import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import type { Memory } from '../../tools/memory/memory-store.ts';
import { command, listParam } from './statement.ts';

interface CommittingRun {
  readonly id: string;
  readonly space: string;
}

/** Applies a change that a run commits; an unknown one, or one of another space, throws. */
export function createMemoryChanges(
  db: DatabaseSync,
): (change: StoreChange, run: CommittingRun) => void {
  const add = createAdd(db);
  const forget = createForget(db);

  return ({ kind, data }, run) => {
    if (data['space'] !== run.space)
      throw new Error(`a run may not change memories of another space`);
    if (kind === 'memory.add') return add(memoryIn(data), run.id);
    if (kind === 'memory.forget') return forget(run.space, textsIn(data, 'ids'));
    throw new Error(`no change of kind "${kind}" is known`);
  };
}

function createAdd(db: DatabaseSync): (memory: Memory, runId: string) => void {
  const insert = command<{
    id: string;
    space: string;
    text: string;
    tags: string;
    speaker_id: string | null;
    caller: string;
    run_id: string;
    created_at: number;
  }>(
    db,
    `INSERT INTO memories (id, space, text, tags, speaker_id, caller, run_id, created_at)
     VALUES (:id, :space, :text, :tags, :speaker_id, :caller, :run_id, :created_at)`,
  );
  const index = command<{ id: string }>(
    db,
    `INSERT INTO memory_index (rowid, text, tags, speaker, marks)
     SELECT seq, text, tags, speaker, marks FROM memory_words
     WHERE seq = (SELECT seq FROM memories WHERE id = :id)`,
  );
  return ({ id, space, text, tags, speakerId, caller, createdAt }, runId) => {
    insert({
      id,
      space,
      text,
      tags: listParam(tags),
      speaker_id: speakerId ?? null,
      caller,
      run_id: runId,
      created_at: createdAt,
    });
    index({ id });
  };
}

function createForget(db: DatabaseSync): (space: string, ids: readonly string[]) => void {
  const meant =
    'SELECT seq FROM memories WHERE space = :space AND id IN (SELECT value FROM json_each(:ids))';
  /* An index without content of its own has to be told what it holds: that is how FTS5 deletes. */
  const unindex = command<{ space: string; ids: string }>(
    db,
    `INSERT INTO memory_index (memory_index, rowid, text, tags, speaker, marks)
     SELECT 'delete', seq, text, tags, speaker, marks FROM memory_words WHERE seq IN (${meant})`,
  );
  const remove = command<{ space: string; ids: string }>(
    db,
    `DELETE FROM memories WHERE seq IN (${meant})`,
  );
  /* What was asked and answered when it was stored says the same text once more. */
  const redact = command<{ space: string; ids: string }>(
    db,
    `UPDATE runs SET inputs = '{}', plan = NULL, answer = iif(
       json_type(answer, '$.result') IS NULL, answer, json_set(answer, '$.result', json_object('forgotten', json('true'))))
     WHERE id IN (SELECT run_id FROM memories WHERE seq IN (${meant}))`,
  );
  /* Without its salt, the digest of that text in the audit log answers no guess any more. */
  const unsalt = command<{ space: string; ids: string }>(
    db,
    `DELETE FROM digest_salts
     WHERE run_id IN (SELECT run_id FROM memories WHERE seq IN (${meant}))`,
  );
  return (space, ids) => {
    const params = { space, ids: listParam(ids) };
    unsalt(params);
    redact(params);
    unindex(params);
    remove(params);
  };
}

function memoryIn(data: JsonObject): Memory {
  return {
    id: textIn(data, 'id'),
    space: textIn(data, 'space'),
    text: textIn(data, 'text'),
    tags: textsIn(data, 'tags'),
    ...(data['speakerId'] !== undefined && { speakerId: textIn(data, 'speakerId') }),
    caller: textIn(data, 'caller'),
    createdAt: timeIn(data, 'createdAt'),
  };
}

function textIn(data: JsonObject, name: string): string {
  const value = data[name];
  if (typeof value !== 'string') throw new Error(`${name} of a memory must be text`);
  return value;
}

function textsIn(data: JsonObject, name: string): readonly string[] {
  const value = data[name];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new Error(`${name} of a memory must be a list of texts`);
  }
  return value;
}

function timeIn(data: JsonObject, name: string): number {
  const value = data[name];
  if (typeof value !== 'number') throw new Error(`${name} of a memory must be a time`);
  return value;
}
