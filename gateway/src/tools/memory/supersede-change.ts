import type { StoreChange } from '../../platform/store-change.ts';
import type { Memory, MemoryStore, NewMemory } from './memory-store.ts';
import { memoryNotFound } from './pick-memories.ts';

/** Notes that a memory says what holds now. It does so from when it was said. */
export function supersedeChange(
  by: Pick<NewMemory, 'id' | 'space' | 'saidAt'>,
  ids: readonly string[],
): StoreChange {
  const data = { space: by.space, ids: [...ids], by: by.id, at: by.saidAt };
  return { kind: 'memory.supersede', data };
}

/** Gives the memories, or refuses the first id that there is not. */
export async function refuseUnknown(
  store: MemoryStore,
  { ids, space }: { ids: readonly string[]; space: string },
): Promise<readonly Memory[]> {
  if (ids.length === 0) return [];
  const found = await store.findMemories({ ids: [...new Set(ids)], space });
  const missing = ids.find((id) => !found.some((memory) => memory.id === id));
  if (missing !== undefined) throw memoryNotFound(missing);
  return found;
}
