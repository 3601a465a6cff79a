import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createSampleRuns } from '../../gateway/src/runs/testing/sample-runs.ts';
import type { SqliteStore } from '../../gateway/src/store/sqlite/open-sqlite-store.ts';
import { sampleMemory } from '../../gateway/src/tools/memory/testing/sample-memory.ts';
import { clusteredVectors, createSampleText } from './sample-vectors.ts';

/** The model whose vectors are kept, as a gateway with `memory.embeddings.model: bench` calls it. */
export const model = 'bench';
export const modelName = JSON.stringify({
  kind: 'remote',
  model,
  documentPrefix: '',
  queryPrefix: '',
});

/** Fills a database that may have some memories already; `fillTo` is asked for one size after the other. */
export function createFilling(file: string): {
  fillTo(store: SqliteStore, size: number): Promise<void>;
} {
  const sample = createSampleRuns();
  let filled = existsSync(file) ? countMemories(file) : 0;

  return {
    /* As the gateway would, in large groups. */
    async fillTo(store, size) {
      const text = createSampleText(filled + 1);
      const vectors = clusteredVectors(filled + 1);
      const { number } = await store.vectors.openModel({ name: modelName, at: 1 });
      for (; filled < size; filled += 1000) {
        const memories = Array.from({ length: 1000 }, (_, at) =>
          sampleMemory({
            id: `mem_${String(filled + at).padStart(9, '0')}`,
            text: text(),
            space: 'personal',
          }),
        );
        const run = sample.run({ space: 'personal' });
        await store.runs.acceptRun({ run });
        const changes = memories.map((memory) => ({ kind: 'memory.add', data: { ...memory } }));
        await store.runs.settleRun(sample.settling(run, { changes }));
        const kept = memories.map(({ id }) => ({ id, version: 1, vector: vectors.next() }));
        await store.vectors.keepVectors({ model: number, vectors: kept });
      }
      await store.vectors.completeModel({ model: number, at: 1 });
    },
  };
}

function countMemories(file: string): number {
  using db = new DatabaseSync(file, { readOnly: true });
  return (db.prepare('SELECT count(*) AS many FROM memories').get() as { many: number }).many;
}
