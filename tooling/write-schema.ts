/** Writes `tutti.schema.json`, by which editors check and complete `tutti.yaml`, and the contract of flows. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { configJsonSchema } from '../gateway/src/config/config-json-schema.ts';
import { flowContractSchema } from './flow-contract-schema.ts';

const schemas = {
  'tutti.schema.json': configJsonSchema(),
  'docs/flow-contract.schema.json': flowContractSchema(),
};

for (const [file, schema] of Object.entries(schemas)) {
  const target = path.resolve(import.meta.dirname, '..', file);
  writeFileSync(target, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`wrote ${file}`);
}
