import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zodInputs } from './input-schema.ts';

const schema = zodInputs(
  z.strictObject({
    text: z.string().trim().min(1),
    tags: z.array(z.strictObject({ name: z.string() })).default([]),
    k: z.int().max(5).optional(),
  }),
);

describe('zodInputs', () => {
  it('fills in defaults and gives the inputs as the schema makes them', () => {
    expect(schema.parse({ text: ' hi ' })).toEqual({ ok: true, inputs: { text: 'hi', tags: [] } });
  });

  it('gives the same again for what it gave', () => {
    const once = schema.parse({ text: ' hi ', k: 3 });
    expect(once.ok && schema.parse(once.inputs)).toEqual(once);
  });

  it('names each field that is wrong by its path', () => {
    const parsed = schema.parse({ text: 1, tags: [{ name: 'a' }, { name: 2 }], k: 9 });
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems.map(({ field }) => field)).toEqual(['text', 'tags[1].name', 'k']);
    expect(problems[0]?.expected).toContain('expected string');
    expect(problems[2]?.expected).toContain('<=5');
  });

  it('names every field that it does not know, nested ones by their path', () => {
    const parsed = schema.parse({ text: 'a', txt: 1, kk: 2, tags: [{ name: 'a', nam: 1 }] });
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      { field: 'tags[0].nam', expected: 'no such field', kind: 'unknown' },
      { field: 'txt', expected: 'no such field', kind: 'unknown' },
      { field: 'kk', expected: 'no such field', kind: 'unknown' },
    ]);
  });

  it('tells what is missing from what is wrong', () => {
    const parsed = schema.parse({ tags: [{}], k: 'x' });
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      { field: 'text', expected: 'expected string', kind: 'missing' },
      { field: 'tags[0].name', expected: 'expected string', kind: 'missing' },
      { field: 'k', expected: 'expected number, received string' },
    ]);
  });

  it('shows inputs with a default as optional in its JSON Schema', () => {
    expect(schema.jsonSchema).toMatchObject({
      type: 'object',
      required: ['text'],
      additionalProperties: false,
    });
    expect(schema.jsonSchema).not.toHaveProperty('$schema');
  });
});
