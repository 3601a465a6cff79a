import { describe, expect, it } from 'vitest';
import { createMentions, namedMemories, waysToWrite } from './mentions.ts';

const text = 'The code of the "summer" house\nis 4711';
const mentions = createMentions([
  { id: 'mem_1', text },
  { id: 'mem_2', text: 'tea' },
  { id: 'mem_3', text: 'oat milk' },
]);

describe('what mentions a forgotten memory', () => {
  it.each([
    ['the text alone', text],
    ['the text in JSON', JSON.stringify({ inputs: { text: `I say: ${text}!` } })],
    ['JSON in JSON', JSON.stringify({ head: JSON.stringify({ items: [{ text }] }) })],
    ['and once more', JSON.stringify([JSON.stringify({ head: JSON.stringify([text]) })])],
    ['its id beside a part of it', '{"result":{"id":"mem_1","text":"The co'],
    ['its id in JSON in JSON', JSON.stringify({ head: '{"items":[{"id":"mem_2","text":"te' })],
  ])('is found: %s', (_, record) => {
    expect(mentions.inAnyRecord(record)).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['its id alone', '{"forgotten":["mem_1"],"conflicts_with":["mem_1"]}'],
    ['another memory', '{"id":"mem_10","text":"The code"}'],
    ['a part of the text', '{"text":"The code of the"}'],
    ['a word that anybody says', '{"command":"make tea"}'],
    ['a short text in a record of something else', '{"command":"buy oat milk"}'],
  ])('is not: %s', (_, record) => {
    expect(mentions.inAnyRecord(record)).toBe(false);
  });

  it('a short text counts in records of memories', () => {
    expect(mentions.inMemoryRecord('{"text":"oat milk"}')).toBe(true);
    expect(mentions.inMemoryRecord('{"text":"tea"}')).toBe(false);
  });

  it('is found where very many are forgotten at once, too', () => {
    const many = createMentions(
      Array.from({ length: 500 }, (_, n) => ({
        id: `mem_x${n}`,
        text: `The "long" text number ${n}`,
      })),
    );
    const record = { inputs: { text: 'The "long" text number 321' } };
    expect(many.inAnyRecord(JSON.stringify(record))).toBe(true);
    expect(many.inAnyRecord(JSON.stringify({ head: JSON.stringify(record) }))).toBe(true);
    expect(many.inAnyRecord(JSON.stringify({ text: 'The "long" text number' }))).toBe(false);
  });
});

it('names the memories that stand in a record with what they say', () => {
  const record = { items: [{ id: 'mem_1', text: 'x', duplicate_of: 'mem_9' }, { id: 'job_2' }] };
  expect(namedMemories(JSON.stringify(record))).toEqual(['mem_1']);
});

it('writes a text as JSON does, and JSON in JSON', () => {
  expect(waysToWrite('plain')).toEqual(['plain']);
  expect(waysToWrite('"')).toEqual(['"', '\\"', '\\\\\\"', '\\\\\\\\\\\\\\"']);
});
