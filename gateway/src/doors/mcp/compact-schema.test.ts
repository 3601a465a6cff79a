import { expect, it } from 'vitest';
import { compactSchema } from './compact-schema.ts';

it('leaves out what is said twice, and keeps what is a field of that name', () => {
  const schema = {
    type: 'object',
    properties: {
      at: { type: 'string', format: 'date-time', pattern: '^very long$' },
      id: { type: 'string', pattern: '^mem_' },
      count: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: 50 },
      pattern: { type: 'string' },
      format: { type: 'string' },
    },
    anyOf: [{ type: 'integer', maximum: Number.MAX_SAFE_INTEGER }],
  };
  expect(compactSchema(schema)).toEqual({
    type: 'object',
    properties: {
      at: { type: 'string', format: 'date-time' },
      id: { type: 'string', pattern: '^mem_' },
      count: { type: 'integer', maximum: 50 },
      pattern: { type: 'string' },
      format: { type: 'string' },
    },
    anyOf: [{ type: 'integer' }],
  });
});

it('does not say again of items what is said of the fields beside their list', () => {
  const tag = { type: 'string', description: 'A word.' };
  const other = { type: 'string', description: 'Another.' };
  const item = { type: 'object', properties: { tag, other }, propertyNames: { type: 'string' } };
  const schema = {
    type: 'object',
    properties: { tag, other: tag, items: { type: 'array', items: item } },
  };
  expect(compactSchema(schema)).toEqual({
    ...schema,
    properties: {
      ...schema.properties,
      items: {
        type: 'array',
        items: { type: 'object', properties: { tag: { type: 'string' }, other } },
      },
    },
  });
});
