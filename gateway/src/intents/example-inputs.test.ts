import { expect, it } from 'vitest';
import { exampleInputs } from './example-inputs.ts';
import { jsonSchemaInputs } from './json-schema-inputs.ts';

it('gives inputs that the schema takes', () => {
  const schema = {
    type: 'object',
    properties: {
      path: { type: 'string' },
      mode: { enum: ['fast', 'slow'] },
      depth: { type: 'integer', minimum: 3 },
      tags: { type: 'array', items: { type: 'string' } },
      nested: { type: 'object', properties: { on: { type: 'boolean' } }, required: ['on'] },
      optional: { type: 'number' },
    },
    required: ['path', 'mode', 'depth', 'tags', 'nested'],
  };
  const example = exampleInputs(schema);
  expect(example).toEqual({
    path: '…',
    mode: 'fast',
    depth: 3,
    tags: ['…'],
    nested: { on: false },
  });
  expect(jsonSchemaInputs(schema).parse(example)).toMatchObject({ ok: true });
});

it('does not follow a schema without an end', () => {
  const endless: Record<string, unknown> = { type: 'object', required: ['self'] };
  endless['properties'] = { self: endless };
  expect(exampleInputs(endless as never)).toHaveProperty('self.self');
});
