import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { requiredScenarios } from './install-suite.ts';

export interface SuiteResult {
  readonly name: string;
  /** How many of the set ran. */
  readonly scenarios: number;
  /** Checks that failed, of scenarios that count, and scenarios that did not run. */
  readonly failed: readonly string[];
}

interface SuiteRun {
  readonly name: string;
  readonly args: readonly string[];
  readonly output: string;
  readonly revision: string;
  readonly leg: 'server' | 'client';
}

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/** Runs one frozen set, and reads from its own records what ran and what failed. */
export async function runSuite(suite: string, run: SuiteRun): Promise<SuiteResult> {
  mkdirSync(run.output, { recursive: true });
  const code = await runCommand(suite, [...run.args, '-o', run.output], run.name);
  const wanted = await requiredScenarios(suite, run);
  const results = resultsIn(run, wanted);
  const unexplained = code !== 0 && results.failed.length === 0;
  const failed = unexplained ? [`the suite ended with ${code}`] : results.failed;
  return { name: run.name, ...results, failed };
}

function resultsIn(run: SuiteRun, wanted: readonly string[]): Omit<SuiteResult, 'name'> {
  const records = readdirSync(run.output, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('checks.json'),
  );
  let scenarios = 0;
  const failed: string[] = [];
  for (const scenario of wanted) {
    const record = records.find((file) => isOf(file, scenario));
    if (record === undefined) {
      failed.push(`${scenario} did not run`);
      continue;
    }
    scenarios += 1;
    failed.push(...failuresIn(path.join(run.output, record), scenario));
  }
  return { scenarios, failed };
}

/**
 * The same, each scenario by itself and at the wire of its revision: all at once, as the suite would have it,
 * they would wait for the processor and not for each other.
 */
export async function runEach(suite: string, run: SuiteRun): Promise<SuiteResult> {
  mkdirSync(run.output, { recursive: true });
  const wanted = await requiredScenarios(suite, run);
  const line = wanted.values();
  const worker = async () => {
    for (const scenario of line) {
      const args = [...run.args, '--scenario', scenario, '--spec-version', run.revision];
      await runCommand(suite, [...args, '-o', run.output], scenario);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { name: run.name, ...resultsIn(run, wanted) };
}

const atOnce = 2;

async function runCommand(suite: string, args: readonly string[], name: string): Promise<number> {
  const child = spawn(process.execPath, [path.join(suite, 'dist/index.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (process.env['CONFORMANCE_VERBOSE'] !== undefined || code !== 0) console.log(out.slice(-3000));
  if (code !== 0) console.log(`${name}: ended with ${code ?? 'a signal'}`);
  return code ?? 1;
}

/* A folder is named for its scenario and the time: "server-tools-list-2026-…". */
function isOf(file: string, scenario: string): boolean {
  const folder = path.dirname(file).replaceAll('\\', '/');
  const plain = folder.replace(/-\d{4}-\d\d-\d\dT.*$/, '').replace(/^server-/, '');
  return (
    plain === scenario ||
    plain === scenario.replaceAll('/', '-') ||
    plain === `server-${scenario}` ||
    folder.startsWith(`server-${scenario}-2`)
  );
}

function failuresIn(file: string, scenario: string): readonly string[] {
  if (!existsSync(file)) return [`${scenario} left no record`];
  const checks = JSON.parse(readFileSync(file, 'utf8')) as readonly Check[];
  if (checks.length === 0) return [`${scenario} checked nothing`];
  return checks
    .filter(({ status }) => status === 'FAILURE')
    .map(({ id, errorMessage = '' }) => `${scenario} ${id} ${errorMessage.slice(0, 300)}`);
}
