/** Writes `tutti.schema.json`, by which editors check and complete `tutti.yaml`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { configJsonSchema } from '../gateway/src/config/config-json-schema.ts';

const file = path.resolve(import.meta.dirname, '../tutti.schema.json');

writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
console.log(`wrote ${path.basename(file)}`);
