import { existsSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import type { AuditVerdict } from '#gateway';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';
import { printableJson, printableJsonLine } from '../shared/printable.ts';
import type { Paint } from '../shared/terminal.ts';
import { withConfigFailure } from './config-failure.ts';
import { describeBroken } from './describe-audit.ts';
import { environmentWith, withPlaceOptions, type PlaceOptions } from './start-options.ts';
import { openAuditLog, verifyAuditLog, type AuditPlace } from './verify-audit-log.ts';

interface VerifyOptions extends PlaceOptions {
  readonly head?: string[];
  readonly key?: string;
  readonly json?: boolean;
}

interface ExportOptions extends PlaceOptions {
  readonly since?: string;
  readonly until?: string;
}

export function addAuditCommand(program: Command, context: CliContext): void {
  const { terminal } = context;
  const audit = program.command('audit').description('what was done, by whom and by which rule');

  withPlaceOptions(audit.command('verify'))
    .description('check that nothing in the audit log was changed, moved or removed')
    .option('--head <file...>', 'signed heads that were copied elsewhere, to hold it against too')
    .option('--key <public key>', 'trust this key (ed25519:…) instead of that of the data folder')
    .option('--json', 'print JSON for programs')
    .action((options: VerifyOptions) =>
      runAction(terminal, options, () => verify(context, options)),
    );

  withPlaceOptions(audit.command('export'))
    .description('print the audit log, one entry a line as JSON')
    .option('--since <time>', 'only what was at that time or later, such as 2026-11-22', isoTimeOf)
    .option('--until <time>', 'only what was before that time', isoTimeOf)
    .action((options: ExportOptions) => runAction(terminal, {}, () => exportLog(context, options)));
}

async function verify({ terminal, env }: CliContext, options: VerifyOptions): Promise<void> {
  const { isIntact } = await import('#gateway');
  const headFiles = options.head ?? [];
  const missing = headFiles.find((file) => !existsSync(file));
  if (missing !== undefined) throw new CliError('no_head_file', `There is no file ${missing}.`);
  const verdict = await verifyAuditLog(await findPlace(env, options), {
    headFiles,
    publicKey: options.key,
  });
  if (!isIntact(verdict)) throw brokenLog(verdict);
  if (options.json === true) terminal.out(printableJson(bodyOf(verdict, true)));
  else terminal.out(describeIntact(verdict, terminal.paintOut));
}

async function exportLog({ terminal, env }: CliContext, options: ExportOptions): Promise<void> {
  const { dataDir } = await findPlace(env, options);
  using log = await openAuditLog(dataDir);
  const { since, until } = options;
  const range = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  await terminal.outAll(linesOf(log.entries(range)));
}

function* linesOf(entries: Iterable<unknown>): Iterable<string> {
  for (const entry of entries) yield printableJsonLine(entry);
}

async function findPlace(env: CliContext['env'], options: PlaceOptions): Promise<AuditPlace> {
  const { loadConfig } = await import('#gateway');
  const config = await withConfigFailure(() => loadConfig(environmentWith(env, options)));
  return { dataDir: config.dataDir, headCopy: config.auditHeadFile };
}

function brokenLog(verdict: AuditVerdict): CliError {
  return new CliError('audit_broken', describeBroken(verdict), {
    hint: 'docs/audit.md tells what this can mean, and what to look at first.',
    body: bodyOf(verdict, false),
  });
}

function describeIntact({ entries, lastSeq, signed }: AuditVerdict, paint: Paint): string {
  const lines = [
    `${paint('green', '✓')} ${entries} entries, each following from the one before.`,
    `  Signed up to entry ${signed?.seq ?? 0} of ${lastSeq}, at ${signed?.at ?? 'no time'}.`,
    `  ${paint('dim', `Key: ${signed?.key ?? 'none'}`)}`,
  ];
  return lines.join('\n');
}

function bodyOf({ entries, lastSeq, signed, broken, badHeads }: AuditVerdict, intact: boolean) {
  return {
    intact,
    entries,
    last_seq: lastSeq,
    ...(signed && { signed: { seq: signed.seq, at: signed.at, key: signed.key } }),
    ...(broken && { broken }),
    bad_heads: badHeads,
  };
}

function isoTimeOf(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Not a time, such as 2026-11-22T08:00Z.');
  return new Date(ms).toISOString();
}
