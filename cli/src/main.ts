import { findPackageJSON } from 'node:module';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const file = findPackageJSON(import.meta.url);
const { version } = z
  .object({ version: z.string() })
  .parse(file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8')));

if (process.argv[2] === '--version') console.log(version);
else {
  console.error('Usage: tutti --version');
  process.exitCode = 1;
}
