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
