import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHouse, resultOf, testCaller, tokenOf, type House } from './harness.ts';
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

const write = async (text: string, more: Record<string, unknown> = {}) => {
  house.steps.advance(1);
  const answer = await house.call({ intent: 'memory.write', inputs: { text, ...more } });
  return resultOf(answer) as Item;
};
const itemsOf = async (intent: string, inputs: Record<string, unknown> = {}) =>
  (resultOf(await house.call({ intent, inputs })) as { items: Item[] }).items;

describe('memory', () => {
  it('gives back word for word what it was told, to all callers of the space', async () => {
    const text = 'Zoë said: “42 % of 😀\n\ttabs” \\ "quotes" — and \u0000 nothing else';
    const { id } = await write(text, { tags: ['prefs', 'zoë'], speaker_id: 'Zoë' });
    const got = await house.call({ intent: 'memory.get', inputs: { id } });
    expect(resultOf(got)).toMatchObject({ text, tags: ['prefs', 'zoë'], speaker_id: 'Zoë' });
  });

  it('finds by words of the question, best first, and only with all of the tags', async () => {
    await write('The router is in the attic', { tags: ['home', 'network'] });
    await write('I prefer Python for scripts', { tags: ['prefs'] });
    await write('The attic is cold', { tags: ['home'] });
    const found = await itemsOf('memory.search', { query: 'Where is the router?' });
    expect(found[0]?.text).toBe('The router is in the attic');
    expect(found.map(({ text }) => text)).not.toContain('I prefer Python for scripts');
    const tagged = await itemsOf('memory.search', { query: 'attic', tags: ['home', 'network'] });
    expect(tagged.map(({ text }) => text)).toEqual(['The router is in the attic']);
    expect(await itemsOf('memory.search', { query: 'attic', k: 1 })).toHaveLength(1);
  });

  it.each([
    '"',
    'a AND',
    'NEAR(',
    '*',
    'text:x',
    "'; DROP TABLE memories; --",
    '-',
    '😀',
    '(((',
    'tags : x',
  ])('takes the query %j for words, not for a language', async (query) => {
    await write('plain text');
    expect((await house.call({ intent: 'memory.search', inputs: { query } })).status).toBe(
      'success',
    );
    expect(await itemsOf('memory.list')).toHaveLength(1);
  });

  it('lists newest first, in pages, by tags', async () => {
    for (const n of [1, 2, 3, 4, 5]) await write(`fact ${n}`, { tags: n % 2 ? ['odd'] : [] });
    const page = resultOf(await house.call({ intent: 'memory.list', inputs: { limit: 2 } })) as {
      items: Item[];
      next_cursor: string;
    };
    expect(page.items.map(({ text }) => text)).toEqual(['fact 5', 'fact 4']);
    const rest = await itemsOf('memory.list', { limit: 50, cursor: page.next_cursor });
    expect(rest.map(({ text }) => text)).toEqual(['fact 3', 'fact 2', 'fact 1']);
    expect(await itemsOf('memory.list', { tags: ['odd'] })).toHaveLength(3);
    const last = await house.call({ intent: 'memory.list', inputs: { limit: 5 } });
    expect(resultOf(last)).not.toHaveProperty('next_cursor');
  });

  it('shows what it will forget, and forgets it for good', async () => {
    const { id } = await write('my old address');
    const preview = await house.call({ intent: 'memory.forget', inputs: { id } });
    expect(preview).toMatchObject({
      result: { would: { forget: [{ id, text: 'my old address' }] } },
    });
    expect(await itemsOf('memory.list')).toHaveLength(1);
    const request = { intent: 'memory.forget', inputs: { id }, confirm_token: tokenOf(preview) };
    expect(resultOf(await house.call(request))).toEqual({ forgotten: [id] });
    expect(await itemsOf('memory.list')).toEqual([]);
    expect(await itemsOf('memory.search', { query: 'address' })).toEqual([]);
    expect(await house.call({ intent: 'memory.get', inputs: { id } })).toMatchObject({
      error: { code: 'memory_not_found' },
    });
  });

  it('neither shows nor forgets what belongs to another space', async () => {
    const { id } = await write('a secret');
    const caller = testCaller({ name: 'stranger', space: 'elsewhere' });
    for (const request of [
      { intent: 'memory.get', inputs: { id } },
      { intent: 'memory.forget', inputs: { id } },
      { intent: 'memory.forget', inputs: { id }, confirm_dangerous: true },
    ]) {
      expect(await house.call(request, { caller })).toMatchObject({
        error: { code: 'memory_not_found' },
      });
    }
    expect(await itemsOf('memory.list')).toHaveLength(1);
  });

  it.each([
    [{ text: '' }, 'text'],
    [{ text: '   ' }, 'text'],
    [{ text: 'x'.repeat(100_001) }, 'text'],
    [{ text: 'x', tags: ['x'.repeat(101)] }, 'tags[0]'],
    [{ text: 'x', tags: 'prefs' }, 'tags'],
    [{}, 'text'],
  ])('refuses to remember %o', async (inputs, field) => {
    const { error } = await house.call({ intent: 'memory.write', inputs });
    expect(error).toMatchObject({ code: 'invalid_inputs' });
    expect(error?.message).toContain(`"${field}"`);
  });
});
