/**
 * The official conformance suite, server and client, in both of its frozen sets. The server is Tutti passing
 * through to the fixture of this folder; the client is the one that Tutti reaches upstream servers with.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFixtureServer } from './fixture/fixture-server.ts';
import { installSuite } from './install-suite.ts';
import { startTutti } from './start-tutti.ts';
import { runEach, runSuite, type SuiteResult } from './run-suite.ts';

const revisions = ['2025-11-25', '2026-07-28'] as const;
const only = process.argv[2];

const suite = await installSuite();
const folder = mkdtempSync(path.join(tmpdir(), 'tutti-conformance-'));
const results: SuiteResult[] = [];
try {
  if (only !== 'client') results.push(...(await serverRuns()));
  if (only !== 'server') results.push(...(await clientRuns()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const scenarios = results.reduce((sum, result) => sum + result.scenarios, 0);
const failures = results.flatMap(({ name, failed }) => failed.map((each) => `${name}: ${each}`));
for (const failure of failures) console.log(`failed  ${failure}`);
console.log(
  JSON.stringify({
    test: 'conformance',
    scenarios,
    failed: failures.length,
    expected_failures: 0,
  }),
);
process.exitCode = failures.length === 0 ? 0 : 1;

async function serverRuns(): Promise<SuiteResult[]> {
  const fixture = await startFixtureServer();
  const tutti = await startTutti(folder, fixture.url);
  try {
    const runs: SuiteResult[] = [];
    for (const revision of revisions) {
      const before = await tutti.counts();
      const run = await runSuite(suite, {
        name: `server ${revision}`,
        args: ['server', '--url', tutti.url, '--requirements', revision],
        output: path.join(folder, `server-${revision}`),
        revision,
        leg: 'server',
      });
      runs.push({ ...run, failed: [...run.failed, ...(await tutti.uncounted(before))] });
    }
    return runs;
  } finally {
    await tutti.stop();
    await fixture.stop();
  }
}

async function clientRuns(): Promise<SuiteResult[]> {
  const client = path.join(import.meta.dirname, 'client.ts');
  const runs: SuiteResult[] = [];
  for (const revision of revisions) {
    runs.push(
      await runEach(suite, {
        name: `client ${revision}`,
        args: ['client', '--command', `${process.execPath} ${client}`, '--timeout', '60000'],
        output: path.join(folder, `client-${revision}`),
        revision,
        leg: 'client',
      }),
    );
  }
  return runs;
}
