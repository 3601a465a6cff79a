import type { MemoryStore } from '../../tools/memory/memory-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteMemoryStore({ reader }: Pick<Channels, 'reader'>): MemoryStore {
  return {
    rankMemories: (input) => reader.call('rankMemories', input),
    findMemories: (input) => reader.call('findMemories', input),
    listNeighbours: (input) => reader.call('listNeighbours', input),
    findMemory: (input) => reader.call('findMemory', input),
    listMemories: (input) => reader.call('listMemories', input),
  };
}
