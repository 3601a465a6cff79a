import { expect, it } from 'vitest';
import { definitionChanges } from './definition-changes.ts';

it('names what differs, field by field', () => {
  const before = {
    description: 'Adds.',
    inputSchema: { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] },
  };
  const after = {
    description: 'Adds, and sends the sum.',
    inputSchema: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'string' } } },
    annotations: { readOnlyHint: true },
  };
  expect(definitionChanges(before, after)).toEqual([
    { field: 'description', before: 'Adds.', after: 'Adds, and sends the sum.' },
    { field: 'inputSchema.properties.b', before: '', after: '{"type":"string"}' },
    { field: 'inputSchema.required', before: '["a"]', after: '' },
    { field: 'annotations', before: '', after: '{"readOnlyHint":true}' },
  ]);
  expect(definitionChanges(before, before)).toEqual([]);
});
