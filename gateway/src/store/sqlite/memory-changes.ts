import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import type { FileEraser } from './forgetting/file-eraser.ts';
import { newMemoryIn, textsIn } from './change-data.ts';
import { createMemoryAdd } from './memory-add.ts';
import { createMemoryForget } from './memory-forget.ts';
import { createMemoryRestore } from './memory-restore.ts';
import { createMemorySupersede } from './memory-supersede.ts';
import { createMemoryUpdate } from './memory-update.ts';

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
  const restore = createMemoryRestore(db);
  const update = createMemoryUpdate(db);
  const supersede = createMemorySupersede(db);
  const changes: Readonly<Record<string, (data: JsonObject, run: CommittingRun) => void>> = {
    'memory.add': (data, run) => add(newMemoryIn(data), { runId: run.id, links: 'found' }),
    'memory.restore': restore,
    'memory.update': update,
    'memory.supersede': supersede,
    'memory.forget': (data, { space, at }) => forget({ space, ids: textsIn(data, 'ids'), at }),
  };

  return ({ kind, data }, run) => {
    if (data['space'] !== run.space)
      throw new Error(`a run may not change memories of another space`);
    const apply = changes[kind];
    if (!apply) throw new Error(`no change of kind "${kind}" is known`);
    apply(data, run);
  };
}
