import type { Tool } from '../../intents/define-tool.ts';
import type { NewId } from '../../platform/ids.ts';
import { exportMemories } from './export-memories.ts';
import { forgetMemory } from './forget-memory.ts';
import { getMemory } from './get-memory.ts';
import { importMemories } from './import-memories.ts';
import type { HeardLedger } from './heard-ledger.ts';
import { listMemories } from './list-memories.ts';
import type { Meaning } from './embeddings/meaning.ts';
import { memoryHistory } from './memory-history.ts';
import type { MemoryRecordStore } from './memory-record-store.ts';
import type { MemoryStore } from './memory-store.ts';
import { createRecallLedger } from './recall-ledger.ts';
import { searchMemories } from './search-memories.ts';
import { supersedeMemory } from './supersede-memory.ts';
import { updateMemory } from './update-memory.ts';
import { writeMemory } from './write-memory.ts';

/** The `memory.*` intents. */
export function memoryTools(given: {
  store: MemoryStore & MemoryRecordStore;
  meaning: Meaning;
  newId: NewId;
  now: () => number;
  heard: HeardLedger;
  resultMaxChars: () => number;
}): readonly Tool[] {
  const parts = { ...given, ledger: createRecallLedger(given.now) };
  const { store } = parts;
  return [
    writeMemory(parts),
    searchMemories(parts),
    getMemory(parts),
    listMemories(parts),
    updateMemory(parts),
    supersedeMemory(parts),
    memoryHistory(store),
    forgetMemory(store),
    exportMemories(parts),
    importMemories(parts),
  ];
}
