import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import type { NewMemory } from '../../tools/memory/memory-store.ts';
import type { FileEraser } from './forgetting/file-eraser.ts';
import { createMemoryAdd } from './memory-add.ts';
import { createMemoryForget } from './memory-forget.ts';

interface CommittingRun {
  readonly id: string;
  readonly space: string;
  readonly at: number;
}

/** Applies a change that a run commits; an unknown one, or one of another space, throws. */
export function createMemoryChanges(
  db: DatabaseSync,
  eraser: FileEraser,
): (change: StoreChange, run: CommittingRun) => void {
  const add = createMemoryAdd(db);
  const forget = createMemoryForget(db, eraser);

  return ({ kind, data }, run) => {
    if (data['space'] !== run.space)
      throw new Error(`a run may not change memories of another space`);
    if (kind === 'memory.add') return add(memoryIn(data), run.id);
    if (kind === 'memory.forget')
      return forget({ space: run.space, ids: textsIn(data, 'ids'), at: run.at });
    throw new Error(`no change of kind "${kind}" is known`);
  };
}

function memoryIn(data: JsonObject): NewMemory {
  return {
    id: textIn(data, 'id'),
    space: textIn(data, 'space'),
    namespace: textIn(data, 'namespace'),
    text: textIn(data, 'text'),
    tags: textsIn(data, 'tags'),
    ...(data['speakerId'] !== undefined && { speakerId: textIn(data, 'speakerId') }),
    ...(data['source'] !== undefined && { source: textIn(data, 'source') }),
    trust: trustIn(data),
    caller: textIn(data, 'caller'),
    createdAt: timeIn(data, 'createdAt'),
    saidAt: timeIn(data, 'saidAt'),
    ...(data['expiresAt'] !== undefined && { expiresAt: timeIn(data, 'expiresAt') }),
  };
}

function trustIn({ trust }: JsonObject): NewMemory['trust'] {
  if (trust === 'owner' || trust === 'caller' || trust === 'external') return trust;
  throw new Error('trust of a memory must be owner, caller or external');
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
