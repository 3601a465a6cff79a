import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { configJsonSchema } from '../../gateway/src/config/config-json-schema.ts';
import { flowContractSchema } from '../../tooling/flow-contract-schema.ts';

it.each([
  ['tutti.schema.json', configJsonSchema()],
  ['docs/flow-contract.schema.json', flowContractSchema()],
])('%s is current (node tooling/write-schema.ts writes it)', (name, schema) => {
  const file = path.resolve(import.meta.dirname, '../..', name);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});
