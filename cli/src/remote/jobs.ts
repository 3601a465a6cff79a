import type { Command } from 'commander';
import { JobStatus } from '#contract';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';
import { printableJson } from '../shared/printable.ts';
import { table } from '../shared/table.ts';
import {
  connectAsCaller,
  connectAsOwner,
  withConnectOptions,
  withOwnerOptions,
  type ConnectOptions,
} from './connect.ts';
import { followToEnd } from './follow-to-end.ts';
import { paintStatus, progressText, showJob } from './show-answer.ts';
import { AnyJob, JobsPage } from './wire.ts';

interface ListOptions extends ConnectOptions {
  readonly status?: string;
  readonly intent?: string;
  readonly limit?: string;
  readonly cursor?: string;
  readonly all?: boolean;
}

interface GetOptions extends ConnectOptions {
  readonly wait?: string;
  readonly follow?: boolean;
}

interface ResolveOptions extends ConnectOptions {
  readonly happened?: boolean;
  readonly not?: boolean;
}

export function addJobsCommand(program: Command, context: CliContext): void {
  const jobs = program.command('jobs').description('look at jobs, cancel and resolve them');

  withConnectOptions(jobs.command('list', { isDefault: true }))
    .description('list jobs, newest first')
    .option('--status <status>', `only those that are: ${JobStatus.options.join(', ')}`)
    .option('--intent <name>', 'only those of this intent')
    .option('--all', 'of every space (needs the owner key)')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on where the list before ended')
    .action((options: ListOptions) =>
      runAction(context.terminal, options, () => list(context, options)),
    );

  withConnectOptions(jobs.command('get'))
    .description('show a job and its answer')
    .argument('<job_id>')
    .option('--wait <seconds>', 'how long to wait for its end (0 to 40)')
    .option('--follow', 'show it until it ends')
    .action((jobId: string, options: GetOptions) =>
      runAction(context.terminal, options, () => get(context, jobId, options)),
    );

  withConnectOptions(jobs.command('cancel'))
    .description('ask a running job to end')
    .argument('<job_id>')
    .action((jobId: string, options: ConnectOptions) =>
      runAction(context.terminal, options, () => cancel(context, jobId, options)),
    );

  withOwnerOptions(jobs.command('resolve'))
    .description('say what became of a job whose outcome is unknown')
    .argument('<job_id>')
    .option('--happened', 'its effect happened')
    .option('--not', 'its effect did not happen: the same call may run again')
    .action((jobId: string, options: ResolveOptions) =>
      runAction(context.terminal, options, () => resolve(context, jobId, options)),
    );
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { status, intent, limit, cursor } = options;
  const page =
    options.all === true
      ? await (
          await connectAsOwner(context, options)
        ).get('/owner/jobs', JobsPage, { status, limit, cursor })
      : await (
          await connectAsCaller(context, options)
        ).get('/jobs', JobsPage, { status, intent, limit, cursor });
  const { terminal } = context;
  if (options.json === true) terminal.out(printableJson(page));
  else if (page.items.length === 0) terminal.note('No jobs.');
  else terminal.out(table(page.items.map((job) => row(job, context))));
  noteMore(context, page.next_cursor, options);
}

function row(job: AnyJob, { terminal }: CliContext): string[] {
  return [
    job.job_id,
    paintStatus(job.status, terminal.paintOut),
    job.intent,
    job.created_at,
    progressText(job),
  ];
}

function noteMore(
  { terminal }: CliContext,
  cursor: string | undefined,
  { json }: ListOptions,
): void {
  if (cursor === undefined || json === true) return;
  terminal.note(terminal.paintNote('dim', `There are more: --cursor ${cursor}`));
}

async function get(context: CliContext, jobId: string, options: GetOptions): Promise<void> {
  const client = await connectAsCaller(context, options);
  if (options.follow === true) {
    await followToEnd(context, { client, jobId, json: options.json });
    return;
  }
  const job = await client.get(pathOf(jobId), AnyJob, { wait_s: options.wait });
  print(context, job, options);
}

async function cancel(context: CliContext, jobId: string, options: ConnectOptions): Promise<void> {
  const client = await connectAsCaller(context, options);
  print(context, await client.post(`${pathOf(jobId)}/cancel`, AnyJob, {}), options);
}

async function resolve(context: CliContext, jobId: string, options: ResolveOptions): Promise<void> {
  if ((options.happened === true) === (options.not === true)) {
    throw new CliError('outcome_missing', 'Say what became of it: --happened or --not.');
  }
  const client = await connectAsOwner(context, options);
  const outcome = options.happened === true ? 'happened' : 'not';
  print(context, await client.post(`/owner${pathOf(jobId)}/resolve`, AnyJob, { outcome }), options);
}

function print({ terminal }: CliContext, job: AnyJob, { json }: ConnectOptions): void {
  if (json === true) terminal.out(printableJson(job));
  else showJob(terminal, job);
}

function pathOf(jobId: string): string {
  return `/jobs/${encodeURIComponent(jobId)}`;
}
