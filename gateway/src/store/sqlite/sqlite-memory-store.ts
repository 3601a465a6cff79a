import type { MemoryStore } from '../../tools/memory/memory-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteMemoryStore({ reader }: Pick<Channels, 'reader'>): MemoryStore {
  return {
    searchMemories: (input) => reader.call('searchMemories', input),
    findMemory: (input) => reader.call('findMemory', input),
    listMemories: (input) => reader.call('listMemories', input),
  };
}
