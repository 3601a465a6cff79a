/**
 * `npm run check`: everything that must hold before a change lands, one line per step.
 * Steps do not depend on each other, so as many run at once as there are cores.
 * `npm run check -- lint types` runs only the steps that are named.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { styleText } from 'node:util';
import { run, type Ran } from './run.ts';
import { countTests, type TestCounts } from './test-counts.ts';

const root = path.resolve(import.meta.dirname, '..');
const temporary = mkdtempSync(path.join(tmpdir(), 'check-'));
const testReport = path.join(temporary, 'tests.json');

/** The slowest first, so that none is left alone at the end. */
const STEPS: Record<string, [program: string, ...args: string[]]> = {
  tests: [
    'vitest',
    'run',
    ...['unit', 'repo', 'integration', 'e2e'].map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${testReport}`,
  ],
  lint: ['oxlint'],
  types: ['tsc', '-p', 'tsconfig.json'],
  'unused code': ['knip', '--no-progress'],
  duplicates: ['jscpd', '--no-tips', '--fail-on-empty'],
  format: ['oxfmt', '--check'],
};

const started = performance.now();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(STEPS).join(', ')}`);
  process.exit(1);
}
const queue = Object.keys(STEPS).filter((name) => asked.length === 0 || asked.includes(name));
const failed: { name: string; ran: Ran }[] = [];
let counts: TestCounts | undefined;

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
rmSync(temporary, { recursive: true, force: true });
summarize();

async function work(): Promise<void> {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const [program, ...args] = STEPS[name] ?? [''];
    const ran = await run(program, args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } });
    if (name === 'tests') counts = readCounts();
    if (ran.code !== 0) failed.push({ name, ran });
    report(name, ran);
  }
}

function readCounts(): TestCounts | undefined {
  try {
    return countTests(JSON.parse(readFileSync(testReport, 'utf8')));
  } catch {
    return undefined; // vitest stopped before it wrote a report: its output says why
  }
}

function report(name: string, ran: Ran): void {
  const mark = ran.code === 0 ? styleText('green', '✓') : styleText('red', '✗');
  const seconds = `${(ran.ms / 1000).toFixed(1)} s`.padStart(7);
  console.log(`${mark} ${name.padEnd(12)}${styleText('dim', seconds)}`);
}

function summarize(): void {
  for (const { name, ran } of failed) {
    console.log(`\n${styleText(['red', 'bold'], `── ${name}`)}\n${ran.output.trim()}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const verdict =
    failed.length === 0
      ? styleText('green', 'all is well')
      : styleText('red', `failed: ${failed.map(({ name }) => name).join(', ')}`);
  console.log(`\n${verdict} ${styleText('dim', `(${seconds} s)`)}`);
  if (counts !== undefined) {
    const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
    console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  }
  process.exitCode = failed.length === 0 ? 0 : 1;
}
