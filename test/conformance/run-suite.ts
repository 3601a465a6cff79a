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
  if (code !== 0 && failed.length === 0) failed.push(`the suite ended with ${code}`);
  return { name: run.name, scenarios, failed };
}

async function runCommand(suite: string, args: readonly string[], name: string): Promise<number> {
  const child = spawn(process.execPath, [path.join(suite, 'dist/index.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (process.env['CONFORMANCE_VERBOSE'] !== undefined || code !== 0) console.log(out.slice(-6000));
  console.log(`${name}: ended with ${code ?? 'a signal'}`);
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
