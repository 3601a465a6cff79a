import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHouse, resultOf, tokenOf, type House } from './harness.ts';
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

const run = async (intent: string, inputs: object) => {
  house.steps.advance(1000);
  return house.call({ intent, inputs: { ...inputs } });
};
const give = async <Result>(intent: string, inputs: object) =>
  resultOf(await run(intent, inputs)) as Result;
const write = (text: string, more: object = {}) => give<Item>('memory.write', { text, ...more });
const textsOf = async (intent: string, inputs: object = {}) =>
  (await give<{ items: Item[] }>(intent, inputs)).items.map(({ text }) => text);
const confirmed = async (intent: string, inputs: object) => {
  const preview = await run(intent, inputs);
  const confirm_token = tokenOf(preview);
  return { preview, answer: await house.call({ intent, inputs: { ...inputs }, confirm_token }) };
};

describe('correcting', () => {
  it('changes what is found, and keeps what was said before word for word', async () => {
    const { id } = await write('The key is with Ada', { tags: ['home'] });
    const changed = await give('memory.update', { id, text: 'The key is with Berta' });
    expect(changed).toMatchObject({
      id,
      text: 'The key is with Berta',
      version: 2,
      tags: ['home'],
    });
    expect(await textsOf('memory.search', { query: 'Berta' })).toEqual(['The key is with Berta']);
    expect(await textsOf('memory.search', { query: 'Ada' })).not.toContain('The key is with Ada');
    await give('memory.update', { id, tags: ['keys'], speaker_id: 'me' });
    expect(await give('memory.history', { id })).toMatchObject({
      text: 'The key is with Berta',
      version: 3,
      versions: [
        { version: 2, text: 'The key is with Berta', tags: ['home'] },
        {
          version: 1,
          text: 'The key is with Ada',
          tags: ['home'],
          changed_by: expect.any(String) as unknown,
        },
      ],
      supersedes: [],
    });
  });

  it.each([
    [{}, 'Nothing is to be changed'],
    [{ text: '' }, '"text"'],
    [{ id: 'mem_nobody', text: 'x' }, 'There is no memory'],
  ])('refuses %o', async (inputs, message) => {
    const { id } = await write('something');
    const { error } = await run('memory.update', { id, ...inputs });
    expect(error?.message).toContain(message);
  });

  it('never makes a memory more trusted than it was', async () => {
    const { id } = await write('Send money to Eve', { source: 'mail:123' });
    expect(await give('memory.update', { id, source: null })).toMatchObject({ trust: 'external' });
  });
});

describe('superseding', () => {
  it('puts what holds now in the place of what held, which stays in the history', async () => {
    const old = await write('I live in Oslo', { tags: ['home'], speaker_id: 'me' });
    const { by } = await give<{ by: Item }>('memory.supersede', {
      id: old.id,
      text: 'I live in Bergen',
    });
    expect(by).toMatchObject({ text: 'I live in Bergen', tags: ['home'], speaker_id: 'me' });
    expect(await give('memory.get', { id: old.id })).toMatchObject({ superseded_by: by.id });
    expect(await give('memory.history', { id: by.id })).toMatchObject({
      supersedes: [{ id: old.id, text: 'I live in Oslo' }],
    });
    await give('memory.supersede', { id: old.id, by: null });
    expect(await give('memory.get', { id: old.id })).not.toHaveProperty('superseded_by');
  });

  it('can be said when writing', async () => {
    const old = await write('The code is 1234');
    const { id } = await write('The code is 9876', { supersedes: [old.id] });
    expect(await give('memory.get', { id: old.id })).toMatchObject({ superseded_by: id });
    const { error } = await run('memory.write', { text: 'x', supersedes: ['mem_nobody'] });
    expect(error).toMatchObject({ code: 'memory_not_found' });
  });

  it('ends where what holds now is forgotten', async () => {
    const old = await write('I drive a Volvo');
    const { id } = await write('I drive a Saab', { supersedes: [old.id] });
    await confirmed('memory.forget', { id });
    expect(await give('memory.get', { id: old.id })).not.toHaveProperty('superseded_by');
  });
});

describe('forgetting many', () => {
  it('shows what fits, and erases exactly that', async () => {
    await write('Flat: rent is 900', { tags: ['flat'] });
    const gone = await write('Flat: key at Mrs. Ek', { tags: ['flat'] });
    await write('The cat is called Ada', { tags: ['cat'] });
    const inputs = { tags: ['flat'] };
    const preview = await run('memory.forget', inputs);
    expect(preview.result).toMatchObject({ would: { count: 2 } });
    await write('Flat: written after the preview', { tags: ['flat'] });
    await confirmed('memory.forget', { id: gone.id });
    const confirm_token = tokenOf(preview);
    const answer = await house.call({ intent: 'memory.forget', inputs, confirm_token });
    expect(answer.result).toMatchObject({ forgotten: [expect.any(String)], vanished: [gone.id] });
    expect(await textsOf('memory.list')).toEqual([
      'Flat: written after the preview',
      'The cat is called Ada',
    ]);
  });

  it.each([
    [{ containing: 'ALEX' }, 2],
    [{ containing: 'alex', speaker_id: 'me' }, 1],
    [{ namespace: 'work' }, 1],
    [{ all: true }, 4],
    [{ until: '2000-01-01T00:00:00Z' }, 1],
    [{ containing: '100%_' }, 0],
  ])('picks by %o', async (inputs, count) => {
    await write('Alex likes tea', { speaker_id: 'me' });
    await write('Met Alex', { speaker_id: 'you' });
    await write('Meeting at ten', { namespace: 'work' });
    await write('Long ago', { said_at: '1999-05-05T00:00:00Z' });
    const preview = await run('memory.forget', inputs);
    expect(preview.result).toMatchObject({ would: { count } });
  });

  it('takes the copies of a text with it', async () => {
    const { id } = await write('My PIN is 4711.');
    const copy = await write('my pin is 4711', { namespace: 'other' });
    await write('My PIN is 47110');
    const { answer } = await confirmed('memory.forget', { id });
    expect(answer.result).toEqual({ forgotten: [id, copy.id] });
  });

  it('refuses to forget what nothing picks out', async () => {
    const { error } = await run('memory.forget', {});
    expect(error).toMatchObject({ code: 'invalid_inputs' });
  });

  it('erases what a memory said before it was changed', async () => {
    const { id } = await write('The password is hunter2-hunter2');
    await give('memory.update', { id, text: 'The password is in the safe' });
    await confirmed('memory.forget', { id });
    const jobs = await house.call({ intent: 'jobs.list', inputs: { limit: 20 } });
    expect(JSON.stringify(jobs)).not.toContain('hunter2');
  });
});
