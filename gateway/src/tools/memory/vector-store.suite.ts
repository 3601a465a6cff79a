import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../../platform/testing/two-stores.ts';
import type { RunStore } from '../../runs/run-store.ts';
import { createSampleRuns, start } from '../../runs/testing/sample-runs.ts';
import type { NewMemory } from './memory-store.ts';
import { sampleMemory } from './testing/sample-memory.ts';
import type { MeaningQuestion, MeaningRanking, VectorStore } from './vector-store.ts';

export interface VectorStores {
  readonly runs: RunStore;
  readonly vectors: VectorStore;
}

/** What every `VectorStore` promises. Here the vector of a memory has a 1 where its text says so. */
export function testVectorStore(name: string, open: OpenTwoStores<VectorStores>): void {
  describe(`${name}: vectors`, () => {
    const sample = createSampleRuns();
    let stores: TwoStores<VectorStores>;
    let a: VectorStore;
    let b: VectorStore;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.vectors;
      b = stores.b.vectors;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    async function commit(kind: string, data: object, space = 'home'): Promise<void> {
      const run = sample.run({ space });
      await stores.a.runs.acceptRun({ run });
      await stores.a.runs.settleRun(
        sample.settling(run, { changes: [{ kind, data: { ...data } }] }),
      );
    }
    async function remember(at: number, changes: Partial<NewMemory> = {}): Promise<string> {
      const memory = sampleMemory({ id: sample.newId('mem'), text: `points to ${at}`, ...changes });
      await commit('memory.add', memory, memory.space);
      return memory.id;
    }
    const forget = (...ids: string[]) => commit('memory.forget', { space: 'home', ids });
    const beginModel = (name = 'model') => a.openModel({ name, at: start });
    const vectorTo = (at: number, dimensions = 8) =>
      Float32Array.from({ length: dimensions }, (_, index) => (index === at ? 1 : 0));

    /** Embeds what is due, as a model would. */
    async function embedAll(model: number, dimensions = 8): Promise<void> {
      for (;;) {
        const due = await b.listUnembedded({ model, now: start, limit: 3 });
        if (due.length === 0) return;
        const vectors = due.map(({ id, version, text }) => {
          return { id, version, vector: vectorTo(Number(text.split(' ').at(-1)), dimensions) };
        });
        await a.keepVectors({ model, vectors });
      }
    }
    async function ranked(
      model: number,
      at: number,
      changes: Partial<MeaningQuestion> = {},
    ): Promise<MeaningRanking> {
      const vector = vectorTo(at);
      const scope = { space: 'home', tags: [], now: start };
      const question = { model, vector, limit: 10, ...scope, ...changes };
      for (;;) {
        const ranking = await b.rankByMeaning(question);
        if (ranking.kind === 'ranked') return ranking;
        expect(ranking.kind).toBe('loading');
      }
    }
    const found = async (...input: Parameters<typeof ranked>) =>
      (await ranked(...input)).items.map(({ id }) => id);

    describe('waiting for vectors', () => {
      it('are memories of before the model and of after, the new ones first', async () => {
        const before = await remember(1, { speakerId: 'Ann' });
        const { number: model, complete } = await beginModel();
        const after = await remember(2);
        expect(complete).toBe(false);
        expect(await b.listUnembedded({ model, now: start, limit: 5 })).toEqual([
          { id: after, version: 1, text: 'points to 2', attempts: 0 },
          { id: before, version: 1, text: 'points to 1', attempts: 0, speakerId: 'Ann' },
        ]);
        await embedAll(model);
        expect(await b.countUnembedded(model)).toBe(0);
      });

      it('are none twice where a model is opened again', async () => {
        await remember(1);
        const { number: model } = await beginModel();
        await embedAll(model);
        expect(await beginModel()).toMatchObject({ number: model, dimensions: 8 });
        expect(await b.countUnembedded(model)).toBe(0);
      });

      it('is for each model on its own', async () => {
        await remember(1);
        const first = await beginModel('first');
        await embedAll(first.number);
        const second = await beginModel('second');
        expect(await b.countUnembedded(second.number)).toBe(1);
        expect((await b.listModels()).map(({ name }) => name)).toEqual(['first', 'second']);
      });

      it('can be put off, and is counted', async () => {
        const { number: model } = await beginModel();
        const id = await remember(1);
        await a.postponeVectors({ model, ids: [id], dueAt: start + 1000 });
        expect(await b.listUnembedded({ model, now: start, limit: 5 })).toEqual([]);
        const later = await b.listUnembedded({ model, now: start + 1000, limit: 5 });
        expect(later).toMatchObject([{ id, attempts: 1 }]);
      });

      it('ends with the memory', async () => {
        const { number: model } = await beginModel();
        await forget(await remember(1));
        expect(await b.countUnembedded(model)).toBe(0);
      });
    });

    describe('keeping vectors', () => {
      it('ignores what was forgotten or changed in the meantime', async () => {
        const { number: model } = await beginModel();
        const gone = await remember(1);
        const changed = await remember(2);
        await forget(gone);
        const vector = vectorTo(1);
        await a.keepVectors({
          model,
          vectors: [
            { id: gone, version: 1, vector },
            { id: changed, version: 7, vector },
          ],
        });
        expect(await found(model, 1)).toEqual([]);
        expect(await b.countUnembedded(model)).toBe(1);
      });

      it('refuses vectors of another length than the first had', async () => {
        const { number: model } = await beginModel();
        await remember(1);
        await embedAll(model);
        await remember(2);
        await expect(embedAll(model, 9)).rejects.toMatchObject({ code: 'internal' });
        expect(await b.countUnembedded(model)).toBe(1);
      });

      it('completes a model once nothing is left that was not tried', async () => {
        await remember(1);
        const bad = await remember(2);
        const { number: model } = await beginModel();
        expect(await a.completeModel({ model, at: start })).toBe(false);
        await a.postponeVectors({ model, ids: [bad], dueAt: start + 1000 });
        await embedAll(model);
        expect(await a.completeModel({ model, at: start })).toBe(true);
        expect(await b.listModels()).toMatchObject([{ complete: true }]);
      });
    });

    describe('ranking by meaning', () => {
      it('gives the nearest first, with their cosines, and what is usual', async () => {
        const { number: model } = await beginModel();
        const ids = [await remember(1), await remember(2), await remember(3)];
        await embedAll(model);
        const vector = Float32Array.of(0, 0.8, 0.6, 0, 0, 0, 0, 0);
        const { items, usual } = await ranked(model, 1, { vector, limit: 2 });
        expect(items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
        expect(items[0]?.score).toBeCloseTo(0.8, 3);
        expect(usual.rows).toBe(3);
        expect(usual.mean).toBeCloseTo(1.4 / 3, 2);
      });

      it('finds at once what was just kept, whoever kept it', async () => {
        const { number: model } = await beginModel();
        for (const at of [1, 2, 3]) {
          const id = await remember(at);
          await embedAll(model);
          expect((await found(model, at))[0]).toBe(id);
        }
      });

      it('finds no more what was forgotten', async () => {
        const { number: model } = await beginModel();
        const [gone, kept] = [await remember(1), await remember(1)];
        await embedAll(model);
        expect(await found(model, 1)).toHaveLength(2);
        await forget(gone);
        const { items, usual } = await ranked(model, 1);
        expect(items.map(({ id }) => id)).toEqual([kept]);
        expect(usual.rows).toBe(1);
      });

      it('keeps to its space, namespace, speaker, tags, time and to what has not expired', async () => {
        const { number: model } = await beginModel();
        const wanted = await remember(1, {
          namespace: 'work',
          speakerId: 'Ann',
          tags: ['x', 'y'],
          saidAt: start,
        });
        const others: Partial<NewMemory>[] = [
          { space: 'office' },
          { namespace: 'garden' },
          { speakerId: 'Bob' },
          { tags: ['x'] },
          { saidAt: start - 5000 },
          { expiresAt: start - 1 },
        ];
        const like = { namespace: 'work', speakerId: 'Ann', tags: ['x', 'y'], saidAt: start };
        for (const other of others) await remember(1, { ...like, ...other });
        await embedAll(model);
        const scope = { namespace: 'work', speakerId: 'Ann', tags: ['x', 'y'], since: start };
        expect(await found(model, 1, scope)).toEqual([wanted]);
        expect(await found(model, 1, { space: 'nowhere' })).toEqual([]);
        expect(await found(model, 1)).toHaveLength(5);
      });

      it('finds what is in scope behind many that are nearer', async () => {
        const { number: model } = await beginModel();
        const wanted = await remember(2, { tags: ['rare'] });
        for (let index = 0; index < 80; index += 1) await remember(1, { saidAt: start - 10 });
        const old = await remember(3, { saidAt: start - 50 });
        await embedAll(model);
        expect(await found(model, 1, { tags: ['rare'] })).toEqual([wanted]);
        expect(await found(model, 1, { until: start - 20 })).toEqual([old]);
      });

      it('knows nothing of a model that was dropped', async () => {
        const first = await beginModel('first');
        const id = await remember(1);
        const second = await beginModel('second');
        await embedAll(first.number);
        await embedAll(second.number);
        await a.dropModel(first.number);
        expect(await b.listModels()).toMatchObject([{ name: 'second' }]);
        expect(await found(second.number, 1)).toEqual([id]);
        await remember(2);
        expect(await b.countUnembedded(first.number)).toBe(0);
      });
    });
  });
}
