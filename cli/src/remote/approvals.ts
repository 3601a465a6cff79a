import type { Command } from 'commander';
import { Approval, ApprovalsPage } from '#contract';
import { runAction } from '../shared/action.ts';
import { askYes } from '../shared/ask-yes.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';
import { printable, printableJson, printableLine } from '../shared/printable.ts';
import { table } from '../shared/table.ts';
import { connectAsOwner, withOwnerOptions, type ConnectOptions } from './connect.ts';
import type { HttpClient } from './http-client.ts';
import { rememberUntil } from './remember-until.ts';
import { showHowToLook } from './show-answer.ts';
import { showApproval } from './show-approval.ts';

interface ListOptions extends ConnectOptions {
  readonly all?: boolean;
  readonly limit?: string;
  readonly cursor?: string;
}

interface ApproveOptions extends ConnectOptions {
  readonly remember?: string;
  readonly rememberUntil?: string;
  readonly yes?: boolean;
}

const shownChars = 60;

export function addApprovalCommands(program: Command, context: CliContext): void {
  const { terminal } = context;

  withOwnerOptions(program.command('approvals'))
    .description('what waits for your decision (owner)')
    .argument('[approval_id]', 'one request, in full')
    .option('--all', 'also what was decided')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on where the list before ended')
    .action((id: string | undefined, options: ListOptions) =>
      runAction(terminal, options, () =>
        id === undefined ? list(context, options) : show(context, id, options),
      ),
    );

  withOwnerOptions(program.command('approve'))
    .description('let a request run, after showing it in full (owner)')
    .argument('<approval_id>')
    .option('--remember <time>', 'do not ask again for exactly this, for 12h, 7d or 4w')
    .option('--remember-until <date>', 'do not ask again for exactly this until then')
    .option('--yes', 'approve without being asked, for scripts')
    .action((id: string, options: ApproveOptions) =>
      runAction(terminal, options, () => approve(context, id, options)),
    );

  withOwnerOptions(program.command('deny'))
    .description('end a request without running it (owner)')
    .argument('<approval_id>')
    .action((id: string, options: ConnectOptions) =>
      runAction(terminal, options, () => deny(context, id, options)),
    );
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const { limit, cursor, all } = options;
  const status = all === true ? undefined : 'waiting';
  const page = await client.get('/owner/approvals', ApprovalsPage.loose(), {
    status,
    limit,
    cursor,
  });
  if (options.json === true) {
    terminal.out(printableJson(page));
    return;
  }
  if (page.items.length === 0) terminal.note('Nothing waits for you.');
  else terminal.out(table(page.items.map((approval) => row(approval, context))));
  if (page.next_cursor !== undefined)
    terminal.note(terminal.paintNote('dim', `There are more: --cursor ${page.next_cursor}`));
}

function row(approval: Approval, { terminal }: CliContext): string[] {
  return [
    approval.approval_id,
    terminal.paintOut(approval.status === 'waiting' ? 'yellow' : 'dim', approval.status),
    printable(approval.intent),
    printable(approval.caller),
    approval.status === 'waiting'
      ? `ends ${approval.expires_at}`
      : (approval.decided_at ?? approval.asked_at),
    printableLine(JSON.stringify(approval.inputs), shownChars),
  ];
}

async function show(context: CliContext, id: string, options: ConnectOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const approval = await client.get(pathOf(id), Approval.loose());
  terminal.out(
    options.json === true ? printableJson(approval) : showApproval(approval, terminal.paintOut),
  );
}

async function approve(context: CliContext, id: string, options: ApproveOptions): Promise<void> {
  const { terminal } = context;
  const until = rememberUntil(options, Date.now());
  if (options.yes !== true && !terminal.canAsk) throw yesNeeded();
  const client = await connectAsOwner(context, options);
  if (options.yes !== true && !(await isWanted(context, { client, id, until }))) {
    throw new CliError('not_approved', 'Nothing was decided.');
  }
  const decision = { decision: 'approve', ...(until !== undefined && { remember_until: until }) };
  const approval = await client.post(`${pathOf(id)}/decide`, Approval.loose(), decision);
  if (options.json === true) {
    terminal.out(printableJson(approval));
    return;
  }
  terminal.out(`Approved: it runs by itself, as job ${approval.job_id}.`);
  showHowToLook(terminal, approval.job_id);
}

interface Asked {
  readonly client: HttpClient;
  readonly id: string;
  readonly until: string | undefined;
}

async function isWanted({ terminal }: CliContext, { client, id, until }: Asked): Promise<boolean> {
  const approval = await client.get(pathOf(id), Approval.loose());
  terminal.note(showApproval(approval, terminal.paintNote));
  const again = until === undefined ? '' : `, and not be asked for exactly this until ${until}`;
  return askYes(`\nApprove exactly this${again}?`);
}

async function deny(context: CliContext, id: string, options: ConnectOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const decision = { decision: 'deny' };
  const approval = await client.post(`${pathOf(id)}/decide`, Approval.loose(), decision);
  if (options.json === true) terminal.out(printableJson(approval));
  else terminal.out(`Denied. Nothing was done.`);
}

function pathOf(id: string): string {
  return `/owner/approvals/${encodeURIComponent(id)}`;
}

function yesNeeded(): CliError {
  return new CliError('yes_needed', 'Approving takes a yes, and there is nobody to be asked.', {
    hint: 'Run it on a terminal, or look at the request with "tutti approvals <id>" and give --yes.',
  });
}
