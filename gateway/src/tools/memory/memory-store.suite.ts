import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../../platform/testing/two-stores.ts';
import type { RunStore } from '../../runs/run-store.ts';
import { createSampleRuns, start } from '../../runs/testing/sample-runs.ts';
import type { MemoryQuestion, MemoryStore, NewMemory } from './memory-store.ts';
import { sampleMemory } from './testing/sample-memory.ts';

export { sampleMemory };

export interface MemoryStores {
  readonly runs: RunStore;
  readonly memories: MemoryStore;
}

/** What every `MemoryStore` promises; memories come from runs that settle. */
export function testMemoryStore(name: string, open: OpenTwoStores<MemoryStores>): void {
  describe(`${name}: memories`, () => {
    const sample = createSampleRuns();
    let stores: TwoStores<MemoryStores>;
    let b: MemoryStore;

    beforeAll(async () => {
      stores = await open();
      b = stores.b.memories;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    async function commit(kind: string, data: object, space = 'home'): Promise<string> {
      const run = sample.run({ space, inputs: { text: 'as it was asked' } });
      await stores.a.runs.acceptRun({ run });
      const changes = [{ kind, data: { ...data } }];
      await stores.a.runs.settleRun(sample.settling(run, { changes }));
      return run.id;
    }
    const newMemory = (text: string, changes: Partial<NewMemory> = {}) =>
      sampleMemory({ id: sample.newId('mem'), text, ...changes });
    async function remember(text: string, changes: Partial<NewMemory> = {}): Promise<NewMemory> {
      const memory = newMemory(text, changes);
      await commit('memory.add', memory, memory.space);
      // Ids sort by age only across milliseconds.
      sample.run();
      return memory;
    }
    const search = async (
      query: string,
      { space = 'home', ...changes }: Partial<MemoryQuestion> = {},
    ) => {
      const question = { space, query, tags: [], limit: 10, now: start, ...changes };
      const { items } = await b.rankMemories(question);
      const memories = await b.findMemories({ space, ids: items.map(({ id }) => id) });
      return items.map(({ score }, at) => ({ score, memory: memories[at]! }));
    };
    const found = async (...input: Parameters<typeof search>) =>
      (await search(...input)).map(({ memory }) => memory.text);
    const scope = { space: 'home', now: start };
    const asKept = (memory: NewMemory) => ({ ...memory, version: 1, conflictsWith: [] });

    describe('remembering', () => {
      it('keeps a memory as it was said', async () => {
        const memory = await remember('Grüße, "quoted" <b>und</b>\n🎈 日本', {
          tags: ['a b', 'größe', `o'clock`],
          speakerId: 'Tom',
          source: 'https://example.org/?a=1',
          trust: 'external',
          saidAt: start - 1000,
          expiresAt: start + 1000,
        });
        expect(await b.findMemory({ id: memory.id, space: 'home' })).toEqual(asKept(memory));
      });

      it('refuses a memory of another space than that of its run', async () => {
        const memory = newMemory('x', { id: 'mem_1', space: 'office' });
        await expect(commit('memory.add', memory, 'home')).rejects.toMatchObject({
          code: 'internal',
        });
        expect(await b.findMemory({ id: 'mem_1', space: 'office' })).toBeUndefined();
      });

      it('loses none of many that are remembered at once by two', async () => {
        await Promise.all(
          Array.from({ length: 40 }, async (_, index) => {
            const { runs } = index % 2 === 0 ? stores.a : stores.b;
            const run = sample.run();
            const data = { ...newMemory(`fact ${index}`) };
            await runs.acceptRun({ run });
            const changes = [{ kind: 'memory.add', data }];
            await runs.settleRun(sample.settling(run, { changes }));
          }),
        );
        expect(await search('fact', { limit: 100 })).toHaveLength(40);
      });
    });

    describe('searching', () => {
      it('finds any of the words, the best match first', async () => {
        await remember('The router is in the attic');
        await remember('The dentist is on Tuesday at ten');
        await remember('Tuesday is bin day');
        expect(await found('dentist tuesday')).toEqual([
          'The dentist is on Tuesday at ten',
          'Tuesday is bin day',
        ]);
      });

      it('scores higher what fits better', async () => {
        await remember('The dentist is on Tuesday');
        await remember('Tuesday is bin day');
        const [best, next] = await search('dentist tuesday');
        expect(best!.score).toBeGreaterThan(next!.score);
      });

      it('finds other forms of a word, any case, and without accents', async () => {
        await remember('She was running to the CAFÉ');
        for (const word of ['run', 'runs', 'RUNNING', 'cafe', 'Café']) {
          expect(await found(word), word).toHaveLength(1);
        }
      });

      it('finds by speaker and by tag as well', async () => {
        await remember('likes tea', { speakerId: 'Caroline' });
        await remember('at noon', { tags: ['appointments'] });
        expect(await found('caroline')).toEqual(['likes tea']);
        expect(await found('appointment')).toEqual(['at noon']);
      });

      it('gives only those that carry every tag', async () => {
        await remember('tea one', { tags: ['drinks', 'home'] });
        await remember('tea two', { tags: ['drinks'] });
        await remember('tea three', { tags: ['drinks-home', 'Drinks', 'home'] });
        expect(await found('tea', { tags: ['drinks'] })).toHaveLength(2);
        expect(await found('tea', { tags: ['home', 'drinks'] })).toEqual(['tea one']);
        expect(await found('tea', { tags: ['nothing'] })).toEqual([]);
      });

      it('gives the newest first where all fit the same, the same way each time', async () => {
        /* Not the same text: what was said before stands behind the first that said it. */
        const whens = ['dawn', 'noon', 'dusk', 'midnight'];
        for (const [at, when] of whens.entries()) {
          await remember(`tea ${when}`, { tags: [`n${at + 1}`] });
        }
        const order = async () => (await search('tea')).map(({ memory }) => memory.tags[0]);
        expect(await order()).toEqual(['n4', 'n3', 'n2', 'n1']);
        expect(await order()).toEqual(await order());
        expect(await search('tea', { limit: 2 })).toHaveLength(2);
      });

      it('finds nothing by words that hold no letter or digit', async () => {
        await remember('tea');
        for (const word of ['', ' ', '"', '""', '*', '()', '\0', '…']) {
          expect(await found(word), JSON.stringify(word)).toEqual([]);
        }
      });

      it('shows nothing of another space, not even by its inner marks', async () => {
        await remember('secret tea', { space: 'office', tags: ['t'] });
        await remember('open tea');
        expect(await found('tea')).toEqual(['open tea']);
        expect(await found('secret office s6f66666963650 t740 marks')).toEqual([]);
        expect(await found('tea', { tags: ['t'] })).toEqual([]);
      });

      it('keeps spaces apart whose names look alike', async () => {
        const names = ['a', 'A', 'a ', 'aa', 'ä', 'a0', ''];
        for (const space of names) await remember('tea', { space, tags: [space] });
        for (const space of names) {
          const hits = await search('tea', { space });
          expect(hits.map(({ memory }) => memory.space)).toEqual([space]);
        }
      });

      it('takes any words as words, never as syntax', async () => {
        await remember('plain tea');
        await remember('other space', { space: 'office' });
        const anyWord = fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(
            '"',
            '" OR "',
            'NEAR(',
            'AND',
            'NOT',
            '*',
            '^tea',
            'text:',
            '{marks}',
            ') OR (',
            "'",
            '\0"',
            '-',
            '\ud800',
          ),
        );
        await fc.assert(
          fc.asyncProperty(fc.array(anyWord, { maxLength: 20 }), async (words) => {
            const texts = await found(['tea', ...words, words.join('')].join(' '));
            expect(texts).toEqual(['plain tea']);
          }),
          { numRuns: 300 },
        );
      });

      it('copes with very many words', async () => {
        await remember('tea');
        const words = Array.from({ length: 3000 }, (_, index) => `word${index}`);
        expect(await found(['tea', ...words].join(' '))).toEqual(['tea']);
      });
    });

    describe('listing', () => {
      it('gives the newest first, and no more than asked, page by page', async () => {
        for (const text of ['1', '2', '3', '4', '5']) await remember(text, { tags: ['n'] });
        await remember('6', { space: 'office', tags: ['n'] });
        for (const tags of [[], ['n']]) {
          const page = await b.listMemories({ ...scope, tags, limit: 2 });
          expect(page.map(({ text }) => text)).toEqual(['5', '4']);
          const next = { ...scope, tags, limit: 2, after: page[1]!.id };
          expect((await b.listMemories(next)).map(({ text }) => text)).toEqual(['3', '2']);
        }
      });

      it('finds a memory only in its own space', async () => {
        const { id } = await remember('tea');
        expect(await b.findMemory({ id, space: 'office' })).toBeUndefined();
      });
    });

    describe('expiring', () => {
      it('erases what is past its time, and what was asked and answered when it was stored', async () => {
        const memory = sampleMemory({ id: 'mem_1', text: 'until tomorrow', expiresAt: start + 10 });
        const runId = await commit('memory.add', memory);
        await remember('for good');
        const prune = (now: number) =>
          stores.a.runs.prune({
            now,
            keepReadReceipts: 1000,
            readReceiptsBefore: 0,
            runsBefore: 0,
          });
        await prune(start + 9);
        expect(await b.findMemory({ id: 'mem_1', space: 'home' })).toBeDefined();
        await prune(start + 10);
        expect(await b.findMemory({ id: 'mem_1', space: 'home' })).toBeUndefined();
        expect(await found('tomorrow good')).toEqual(['for good']);
        expect(await stores.b.runs.getRunOfAnySpace(runId)).toMatchObject({ inputs: {} });
      });
    });

    describe('forgetting', () => {
      it('takes a memory out of everything that finds it', async () => {
        const gone = await remember('green tea', { tags: ['t'] });
        const kept = await remember('black tea', { tags: ['t'] });
        await commit('memory.forget', { space: 'home', ids: [gone.id, 'mem_nobody'] });
        expect(await b.findMemory({ id: gone.id, space: 'home' })).toBeUndefined();
        expect(await found('green tea')).toEqual([kept.text]);
        expect(await b.listMemories({ ...scope, tags: ['t'], limit: 5 })).toEqual([asKept(kept)]);
      });

      it('leaves memories of other spaces alone', async () => {
        const memory = await remember('tea', { space: 'office' });
        await commit('memory.forget', { space: 'home', ids: [memory.id] });
        expect(await b.findMemory({ id: memory.id, space: 'office' })).toEqual(asKept(memory));
      });

      it('takes the text out of the run that stored it, too', async () => {
        const memory = newMemory('x', { id: 'mem_1', space: 'home' });
        const runId = await commit('memory.add', memory);
        await commit('memory.forget', { space: 'home', ids: ['mem_1'] });
        const run = await stores.b.runs.getRunOfAnySpace(runId);
        expect(run).toMatchObject({
          status: 'success',
          inputs: {},
          answer: { status: 'error', error: { code: 'forgotten' } },
        });
      });
    });
  });
}
