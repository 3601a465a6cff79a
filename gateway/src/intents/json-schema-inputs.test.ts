import { describe, expect, it } from 'vitest';
import { jsonSchemaInputs, problemOfJsonSchema } from './json-schema-inputs.ts';

const schema = {
  type: 'object',
  properties: {
    query: { type: 'string', minLength: 1 },
    limit: { type: 'integer', default: 10 },
    tags: { type: 'array', items: { type: 'string' } },
    order: { enum: ['newest', 'oldest'] },
    since: { type: 'string', format: 'date-time' },
  },
  required: ['query'],
  additionalProperties: false,
} as const;

describe('jsonSchemaInputs', () => {
  const inputs = jsonSchemaInputs(schema);
  const problemsOf = (given: Record<string, unknown>) => {
    const parsed = inputs.parse(given);
    return parsed.ok ? [] : parsed.problems;
  };

  it('fills in defaults, and leaves what was sent as it is', () => {
    const given = { query: 'x' };
    expect(inputs.parse(given)).toEqual({ ok: true, inputs: { query: 'x', limit: 10 } });
    expect(given).toEqual({ query: 'x' });
  });

  it('fills them in at any depth of a copy, in which every key is only a key', () => {
    const item = { type: 'object', properties: { count: { default: 1 } } };
    const nested = jsonSchemaInputs({
      type: 'object',
      properties: { list: { type: 'array', items: item } },
    });
    const text = '{"list":[{"count":2},{}],"__proto__":{"polluted":[true]}}';
    const given = JSON.parse(text) as Record<string, unknown>;
    const parsed = nested.parse(given);
    expect(JSON.stringify(parsed.ok && parsed.inputs)).toBe(text.replace('{}', '{"count":1}'));
    expect(JSON.stringify(given)).toBe(text);
    expect('polluted' in (parsed.ok ? parsed.inputs : {})).toBe(false);
  });

  it('names each field that is wrong, and what was expected', () => {
    expect(problemsOf({ tags: ['a', 2], order: 'odd', colour: 1, since: 'May' })).toEqual([
      { field: 'query', expected: 'required', kind: 'missing' },
      { field: 'colour', expected: 'no such field', kind: 'unknown' },
      { field: 'tags[1]', expected: 'must be string' },
      { field: 'order', expected: 'expected one of ["newest","oldest"]' },
      { field: 'since', expected: 'must match format "date-time"' },
    ]);
  });

  it('reads tuples by the dialect that the schema names', () => {
    const tuple = { type: 'array', items: [{ type: 'string' }], additionalItems: false };
    const old = jsonSchemaInputs({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { pair: tuple },
    });
    expect(old.parse({ pair: ['a', 'b'] }).ok).toBe(false);
    const modern = jsonSchemaInputs({
      type: 'object',
      properties: { pair: { type: 'array', prefixItems: [{ type: 'string' }], items: false } },
    });
    expect(modern.parse({ pair: ['a', 'b'] }).ok).toBe(false);
    expect(modern.parse({ pair: ['a'] }).ok).toBe(true);
  });

  it('takes schemas that share an id', () => {
    const one = jsonSchemaInputs({ $id: 'urn:same', type: 'object', required: ['a'] });
    const other = jsonSchemaInputs({ $id: 'urn:same', type: 'object', required: ['b'] });
    expect(one.parse({ a: 1 }).ok).toBe(true);
    expect(other.parse({ a: 1 }).ok).toBe(false);
  });
});

describe('problemOfJsonSchema', () => {
  it.each([
    [{ type: 'string' }, 'its "type" is not "object"'],
    [{ type: 'object', properties: { a: { type: 'nonsense' } } }, 'schema is invalid'],
    [{ type: 'object', properties: { a: { $ref: 'https://example.org/a' } } }, "can't resolve"],
  ])('says what is wrong with %j', (broken, reason) => {
    expect(problemOfJsonSchema(broken)).toContain(reason);
  });

  it('finds nothing wrong with a good one', () => {
    expect(problemOfJsonSchema(schema)).toBeUndefined();
  });
});
