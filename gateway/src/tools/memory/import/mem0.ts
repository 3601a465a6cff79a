import type { JsonObject, JsonValue } from '../../../platform/json.ts';
import type { ForeignMemory } from './imported.ts';

/** A memory of a mem0 export: {id, memory, user_id, metadata, categories, created_at}. Undefined where it is none. */
export function mem0Memory(value: JsonObject): ForeignMemory | undefined {
  const text = value['memory'];
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const speakerId = firstText(value['actor_id'], value['user_id'], value['agent_id']);
  const saidAt = firstText(value['created_at'], value['updated_at']);
  const { categories } = value;
  return {
    kind: 'foreign',
    text,
    source: `mem0:${firstText(value['id']) ?? 'export'}`,
    ...(Array.isArray(categories) && {
      tags: categories.filter((category) => typeof category === 'string'),
    }),
    ...(speakerId !== undefined && { speakerId }),
    ...(saidAt !== undefined && { saidAt }),
  };
}

function firstText(...values: readonly (JsonValue | undefined)[]): string | undefined {
  return values.find((value) => typeof value === 'string' && value !== '') as string | undefined;
}
