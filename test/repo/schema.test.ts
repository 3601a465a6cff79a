import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { configJsonSchema } from '../../gateway/src/config/config-json-schema.ts';

it('tutti.schema.json is current (node tooling/write-schema.ts writes it)', () => {
  const file = path.resolve(import.meta.dirname, '../../tutti.schema.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(configJsonSchema());
});
