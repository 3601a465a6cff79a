import type { DatabaseSync } from 'node:sqlite';
import { createEraseTraces, type Forgetting } from './erase-traces.ts';
import type { FileEraser } from './file-eraser.ts';
import { createLateArrivals } from './late-arrivals.ts';

/** What follows once memories left their own tables: nothing else says them any more, now or later. */
export type ForgetForGood = (forgetting: Forgetting & { readonly at: number }) => void;

export function createForgetForGood(db: DatabaseSync, eraser: FileEraser): ForgetForGood {
  const eraseTraces = createEraseTraces(db);
  const { note } = createLateArrivals(db);
  return ({ at, ...forgetting }) => {
    const { forgotten } = forgetting;
    if (forgotten.length === 0) return;
    const { onlyWords } = eraseTraces(forgetting);
    note(
      forgotten.map(({ id }) => id),
      at,
    );
    eraser.expect({ texts: forgotten.map(({ text }) => text), words: onlyWords });
  };
}
