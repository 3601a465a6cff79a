import type { MemoryRecordStore } from '../../tools/memory/memory-record-store.ts';
import type { MemoryStore } from '../../tools/memory/memory-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteMemoryStore({
  reader,
}: Pick<Channels, 'reader'>): MemoryStore & MemoryRecordStore {
  return {
    rankMemories: (input) => reader.call('rankMemories', input),
    findMemories: (input) => reader.call('findMemories', input),
    listNeighbours: (input) => reader.call('listNeighbours', input),
    findMemory: (input) => reader.call('findMemory', input),
    selectMemories: (input) => reader.call('selectMemories', input),
    listTaken: (input) => reader.call('listTaken', input),
    listUnsaid: (input) => reader.call('listUnsaid', input),
    findContradicted: (input) => reader.call('findContradicted', input),
    listVersions: (input) => reader.call('listVersions', input),
    listSuperseded: (input) => reader.call('listSuperseded', input),
    listMemories: (input) => reader.call('listMemories', input),
  };
}
