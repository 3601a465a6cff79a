import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { FlowRoundTrip } from '#contract';
import type { Config } from '#gateway';
import { runAction } from '../shared/action.ts';
import type { CliContext } from '../shared/context.ts';
import { printable, printableJson } from '../shared/printable.ts';
import type { Probe } from '../shared/probe.ts';
import type { Paint } from '../shared/terminal.ts';
import { checkAddress } from './checks/check-address.ts';
import { checkAudit } from './checks/check-audit.ts';
import { checkClock } from './checks/check-clock.ts';
import { checkDataFolder } from './checks/check-data-folder.ts';
import { checkEngines } from './checks/check-engines.ts';
import { checkHosts } from './checks/check-hosts.ts';
import { checkKeys } from './checks/check-keys.ts';
import { checkNode } from './checks/check-node.ts';
import { checkRoundTrips } from './checks/check-round-trips.ts';
import { checkRules } from './checks/check-rules.ts';
import { checkStore } from './checks/check-store.ts';
import { findingsOf, type Finding, type Verdict } from './checks/finding.ts';
import { readDataFolder } from './find-local-gateway.ts';
import { environmentWith, withPlaceOptions, type PlaceOptions } from './start-options.ts';

interface DoctorOptions extends PlaceOptions {
  readonly roundtrip?: boolean;
  readonly json?: boolean;
}

const watchedMs = 200;

/** How the doctor asks a gateway that runs. */
interface DoctorTools {
  readonly probe: Probe;
  readonly tryRoundTrips: (url: string) => Promise<readonly FlowRoundTrip[]>;
}

export function addDoctorCommand(program: Command, context: CliContext, tools: DoctorTools): void {
  withPlaceOptions(program.command('doctor'))
    .description('check this installation, and say how to mend it')
    .option('--roundtrip', 'try the way to n8n and back with a workflow of its own (owner)')
    .option('--json', 'print JSON for programs')
    .action((options: DoctorOptions) =>
      runAction(context.terminal, options, () => doctor(context, options, tools)),
    );
}

async function doctor(
  context: CliContext,
  options: DoctorOptions,
  { probe, tryRoundTrips }: DoctorTools,
): Promise<void> {
  const { terminal } = context;
  const env = environmentWith(context.env, options);
  const findings = [
    ...(await examine(env, probe)),
    ...(options.roundtrip === true ? await roundTrips(env, tryRoundTrips) : []),
  ];
  if (findings.some(({ verdict }) => verdict === 'fail')) process.exitCode = 1;
  if (options.json === true) terminal.out(printableJson({ findings }));
  else terminal.out(findings.map((finding) => describe(finding, terminal.paintOut)).join('\n'));
}

async function roundTrips(
  env: CliContext['env'],
  tryRoundTrips: DoctorTools['tryRoundTrips'],
): Promise<readonly Finding[]> {
  const { loadConfig } = await import('#gateway');
  const { config } = await checkConfig(() => loadConfig(env));
  const { url } = config ? readDataFolder(config.dataDir) : {};
  if (url === undefined) return [];
  return checkRoundTrips(() => tryRoundTrips(url));
}

async function examine(env: CliContext['env'], probe: Probe): Promise<readonly Finding[]> {
  const { examineHosts, loadConfig, readMigrations, ruleDoubts, version } =
    await import('#gateway');
  const { config, finding } = await checkConfig(() => loadConfig(env));
  const node = checkNode(process.versions.node);
  if (config === undefined) return [node, finding];
  const { dataDir, host, port, rules } = config;
  const { url, localKey } = readDataFolder(dataDir);
  const address = await checkAddress({ host, port, url, ownVersion: version }, probe);
  const { isRunning } = address;
  const runningUrl = isRunning ? url : undefined;
  return [
    node,
    finding,
    ...checkDataFolder(dataDir),
    ...checkStore({
      dataDir,
      isRunning,
      knownVersions: readMigrations().map((migration) => migration.version),
    }),
    await checkAudit({ dataDir, headCopy: config.auditHeadFile }),
    ...address.findings,
    checkClock(await readClocks(address.date)),
    ...(runningUrl === undefined ? [] : await checkEngines(runningUrl, probe)),
    ...(await checkKeys({ dataDir, localKey, url: runningUrl }, probe)),
    ...checkHosts(await examineHosts(config.ssh)),
    ...(await checkRules(
      {
        count: rules.length,
        doubtsAbout: (intents) =>
          ruleDoubts(
            rules,
            intents.map((name) => ({ name })),
          ),
        localKey,
        url: runningUrl,
      },
      probe,
    )),
  ];
}

async function checkConfig(load: () => Config): Promise<{ config?: Config; finding: Finding }> {
  const { ConfigError } = await import('#gateway');
  const { ok, fail } = findingsOf('configuration');
  try {
    const config = load();
    return { config, finding: ok(config.configFile ?? 'no file; the defaults count') };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { finding: fail(error.message, 'Correct the places that are named.') };
  }
}

async function readClocks(gatewayDate: string | undefined) {
  const before = { wall: Date.now(), monotonic: performance.now() };
  await sleep(watchedMs);
  const now = Date.now();
  return {
    now,
    wallMs: now - before.wall,
    monotonicMs: performance.now() - before.monotonic,
    gatewayDate,
  };
}

const marks = {
  ok: ['green', '✓'],
  warn: ['yellow', '!'],
  fail: ['red', '✗'],
} as const satisfies Record<Verdict, unknown>;

function describe({ check, verdict, message, mend }: Finding, paint: Paint): string {
  const [colour, mark] = marks[verdict];
  const indent = ' '.repeat(18);
  const lines = [
    `${paint(colour, mark)} ${check.padEnd(14)}  ${printable(message).replaceAll('\n', `\n${indent}`)}`,
  ];
  if (mend !== undefined) lines.push(`${indent}${paint('dim', printable(mend))}`);
  return lines.join('\n');
}
