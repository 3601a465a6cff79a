/** Builds what is published: `dist/`, laid out like the repository so that relative paths hold. */
import { cpSync, globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';

const root = path.resolve(import.meta.dirname, '..');
const SOURCES = ['contract/src', 'gateway/src', 'cli/src'];

rmSync(path.join(root, 'dist'), { recursive: true, force: true });

const compiled = await run('tsc', ['-p', 'tsconfig.build.json'], { cwd: root });
if (compiled.code !== 0) {
  console.error(compiled.output);
  process.exit(1);
}

const assets = globSync(
  SOURCES.map((source) => `${source}/**/*.*`),
  { cwd: root },
).filter((file) => !file.endsWith('.ts'));
for (const file of assets) cpSync(path.join(root, file), path.join(root, 'dist', file));

console.log(`built dist/ (${assets.length} ${assets.length === 1 ? 'asset' : 'assets'} copied)`);
