import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHouse, resultOf, testCaller, type House } from './harness.ts';
import { createWorld } from './world.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ world: createWorld() });
});
beforeEach(() => void house.meet());
afterAll(() => house.close());

interface Item {
  readonly id: string;
  readonly text: string;
}

const give = async <Result>(intent: string, inputs: object, name?: string) => {
  house.steps.advance(1000);
  const options = name === undefined ? {} : { caller: testCaller({ name }) };
  return resultOf(
    await house.call({ intent, inputs: { ...inputs }, again: true }, options),
  ) as Result;
};
const write = (text: string, more: object = {}) => give<Item>('memory.write', { text, ...more });
const get = (id: string) => give<Item>('memory.get', { id });
const textsOf = async (intent: string, inputs: object = {}) =>
  (await give<{ items: Item[] }>(intent, inputs)).items.map(({ text }) => text);
const search = (query: string, more: object = {}) => textsOf('memory.search', { query, ...more });

describe('repetitions', () => {
  it('link to what was said first, and stand behind all else', async () => {
    const first = await write('I prefer Python for scripts');
    const copy = await write('i really prefer python for scripts!');
    await write('My sister wrote scripts in Perl');
    expect(await get(copy.id)).toMatchObject({ duplicate_of: first.id });
    const again = await write('I prefer Python for scripts.');
    expect(await get(again.id)).toMatchObject({ duplicate_of: first.id });
    const [best, next] = await search('scripts in Python');
    expect(best).toMatch(/prefer python/i);
    expect(next).toBe('My sister wrote scripts in Perl');
  });

  it('are only those of one speaker in one namespace', async () => {
    await write('I prefer tea', { speaker_id: 'ada' });
    const others = [
      await write('I prefer tea', { speaker_id: 'berta' }),
      await write('I prefer tea', { speaker_id: 'ada', namespace: 'work' }),
      await write('I prefer teas', { speaker_id: 'ada' }),
    ];
    for (const { id } of others) expect(await get(id)).not.toHaveProperty('duplicate_of');
  });

  it('stand for themselves once the first is forgotten', async () => {
    const { id } = await write('The bins go out on Tuesday');
    const copy = await write('The bins go out on Tuesday', { speaker_id: 'me' });
    const third = await write('the bins go out on tuesday', { speaker_id: 'me' });
    expect(await get(third.id)).toMatchObject({ duplicate_of: copy.id });
    expect(await get(copy.id)).not.toHaveProperty('duplicate_of');
    expect(id).not.toBe(copy.id);
  });
});

describe('contradictions', () => {
  it('are flagged; the newer comes first, the older stays within reach', async () => {
    const old = await write('I live in Oslo', { said_at: '2026-01-10T00:00:00Z' });
    const now = await write('I moved from Oslo to Bergen in May', {
      said_at: '2026-06-01T00:00:00Z',
    });
    expect(now).toMatchObject({
      conflicts_with: [old.id],
      note: expect.stringContaining(old.id) as unknown,
    });
    expect(await get(old.id)).toMatchObject({ conflicts_with: [now.id] });
    const both = ['I moved from Oslo to Bergen in May', 'I live in Oslo'];
    expect(await search('Where do I live?')).toEqual(both);
    expect(await search('Do I live in Oslo?')).toEqual(both);
    expect(await search('Where do I live?', { as_of: '2026-03-01T00:00:00Z' })).toEqual([
      'I live in Oslo',
    ]);
  });

  it('end once one supersedes the other, which then comes behind', async () => {
    const old = await write('I live in Oslo');
    const now = await write('I live in Bergen');
    await give('memory.supersede', { id: old.id, by: now.id });
    expect(await get(now.id)).not.toHaveProperty('conflicts_with');
    expect(await search('I live in Oslo')).toEqual(['I live in Bergen', 'I live in Oslo']);
  });

  it('are found after a move back as well', async () => {
    await write('I live in Oslo');
    await write('I moved to Bergen');
    const back = await write('I live in Oslo');
    expect(await get(back.id)).not.toHaveProperty('duplicate_of');
    expect((await search('Where do I live?'))[0]).toBe('I live in Oslo');
    expect((await give<{ items: Item[] }>('memory.search', { query: 'live' })).items[0]?.id).toBe(
      back.id,
    );
  });

  it('are none between speakers, nor after a correction', async () => {
    const ada = await write('I live in Oslo', { speaker_id: 'ada' });
    await write('I live in Bergen', { speaker_id: 'berta' });
    expect(await get(ada.id)).not.toHaveProperty('conflicts_with');
    const wrong = await write('I live in Rome', { speaker_id: 'ada' });
    expect(await get(ada.id)).toHaveProperty('conflicts_with');
    await give('memory.update', { id: wrong.id, text: 'I live in Oslo, Norway' });
    expect(await get(ada.id)).not.toHaveProperty('conflicts_with');
  });

  it('do not pull in what the question leaves out', async () => {
    await write('I live in Oslo', { tags: ['old'] });
    await write('I live in Bergen', { tags: ['new'] });
    expect(await search('Where do I live?', { tags: ['old'] })).toEqual(['I live in Oslo']);
  });
});

describe('what was just recalled', () => {
  it.each([
    'My locker has the number 42',
    'my locker has the number 42.',
    'The user told me that my locker has the number 42',
    'Remember: user said "My locker has the number 42"',
  ])('is not stored again: %s', async (text) => {
    const { id } = await write('My locker has the number 42');
    await search('locker');
    expect(await write(text)).toMatchObject({ id, already_known: true });
    expect(await textsOf('memory.list')).toEqual(['My locker has the number 42']);
  });

  it.each([
    ['it says something else', 'My locker has the number 43', {}],
    ['it says more', 'My locker has the number 42 and the code 99', {}],
    ['it belongs elsewhere', 'My locker has the number 42', { namespace: 'gym' }],
    ['somebody else says it', 'My locker has the number 42', { speaker_id: 'ada' }],
  ])('is stored where %s', async (_, text, more) => {
    await write('My locker has the number 42');
    await search('locker');
    expect(await write(text, more)).not.toHaveProperty('already_known');
    expect(await textsOf('memory.list')).toHaveLength(2);
  });

  it('is told apart for each caller, and only for an hour', async () => {
    await write('My locker has the number 42');
    await search('locker');
    const text = 'My locker has the number 42';
    expect(await give('memory.write', { text }, 'another')).not.toHaveProperty('already_known');
    house.steps.advance(3_700_000);
    expect(await write(text)).not.toHaveProperty('already_known');
  });

  it('counts among many', async () => {
    const { id } = await write('The cat is called Ada');
    await textsOf('memory.list');
    const memories = [{ text: 'The cat is called Ada' }, { text: 'The dog is called Rex' }];
    expect(await give('memory.write', { memories })).toMatchObject({
      written: 1,
      already_known: 1,
      ids: [id, expect.stringMatching(/^mem_/)],
    });
  });
});
