import type { JsonObject } from '../../platform/json.ts';
import { memoryItem } from './memory-schemas.ts';
import type { MemoryStore } from './memory-store.ts';

/** What was said just before and after a memory, as an answer shows it. */
export async function neighbourItems(
  store: MemoryStore,
  input: { id: string; space: string; count: number },
): Promise<JsonObject> {
  const { before, after } = await store.listNeighbours(input);
  return { before: before.map(memoryItem), after: after.map(memoryItem) };
}
