import type { JsonObject } from '../../platform/json.ts';
import type { NewMemory, Trust } from '../../tools/memory/memory-store.ts';

/** Reads a memory as it is handed in. */
export function newMemoryIn(data: JsonObject): NewMemory {
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

/** Reads the fields of a change of memories; one that is not as it should be throws. */
export function textIn(data: JsonObject, name: string): string {
  const value = data[name];
  if (typeof value !== 'string') throw new Error(`${name} of a memory must be text`);
  return value;
}

export function textsIn(data: JsonObject, name: string): readonly string[] {
  const value = data[name];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new Error(`${name} of a memory must be a list of texts`);
  }
  return value;
}

export function timeIn(data: JsonObject, name: string): number {
  const value = data[name];
  if (typeof value !== 'number') throw new Error(`${name} of a memory must be a time`);
  return value;
}

export function trustIn({ trust }: JsonObject): Trust {
  if (trust === 'owner' || trust === 'caller' || trust === 'external') return trust;
  throw new Error('trust of a memory must be owner, caller or external');
}
