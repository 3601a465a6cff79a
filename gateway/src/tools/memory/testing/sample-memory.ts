import type { NewMemory } from '../memory-store.ts';

/** A memory of caller `chatgpt` in space `home`; what a test does not care about may be left out. */
export function sampleMemory(
  memory: Pick<NewMemory, 'id' | 'text'> & Partial<NewMemory>,
): NewMemory {
  const { createdAt = 1_800_000_000_000 } = memory;
  return {
    space: 'home',
    namespace: 'default',
    tags: [],
    trust: 'caller',
    caller: 'chatgpt',
    createdAt,
    saidAt: createdAt,
    ...memory,
  };
}
