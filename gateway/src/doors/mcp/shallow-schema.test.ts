import { expect, it } from 'vitest';
import { shallowSchema } from './shallow-schema.ts';

it('says only the type of what lies deeper', () => {
  const person = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
  const schema = {
    type: 'object',
    properties: {
      items: {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'string' }, by: person } },
      },
    },
    required: ['items'],
  };
  expect(shallowSchema(schema, 2)).toEqual({
    type: 'object',
    properties: {
      items: {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'string' }, by: { type: 'object' } } },
      },
    },
    required: ['items'],
  });
  expect(shallowSchema(schema, 9)).toEqual(schema);
  expect(shallowSchema({ anyOf: [person, { type: 'null' }] }, 0)).toEqual({
    anyOf: [{ type: 'object' }, { type: 'null' }],
  });
});
