import type { Command } from 'commander';
import { runAction } from '../shared/action.ts';
import type { CliContext } from '../shared/context.ts';
import { printable, printableJson } from '../shared/printable.ts';
import { table } from '../shared/table.ts';
import { connectAsCaller, withConnectOptions, type ConnectOptions } from './connect.ts';
import { paintStatus } from './show-answer.ts';
import { showValue } from './show-value.ts';
import { AnyReceipt, ReceiptsPage } from './wire.ts';

interface ReceiptsOptions extends ConnectOptions {
  readonly limit?: string;
  readonly cursor?: string;
}

export function addReceiptsCommand(program: Command, context: CliContext): void {
  withConnectOptions(program.command('receipts'))
    .description('what was run, by whom, and what came of it')
    .argument('[receipt_id]', 'one receipt; without it the latest are listed')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on where the list before ended')
    .action((receiptId: string | undefined, options: ReceiptsOptions) =>
      runAction(context.terminal, options, () =>
        receiptId === undefined ? list(context, options) : get(context, receiptId, options),
      ),
    );
}

async function list(context: CliContext, options: ReceiptsOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsCaller(context, options);
  const { limit, cursor } = options;
  const page = await client.get('/receipts', ReceiptsPage, { limit, cursor });
  if (options.json === true) {
    terminal.out(printableJson(page));
    return;
  }
  if (page.items.length === 0) terminal.note('No receipts.');
  const rows = page.items.map((receipt) => [
    receipt.receipt_id,
    paintStatus(receipt.status, terminal.paintOut),
    printable(receipt.intent),
    receipt.caller,
    receipt.started_at,
    `${Math.round(receipt.duration_ms)} ms`,
  ]);
  if (rows.length > 0) terminal.out(table(rows));
  if (page.next_cursor !== undefined) {
    terminal.note(terminal.paintNote('dim', `There are more: --cursor ${page.next_cursor}`));
  }
}

async function get(context: CliContext, id: string, options: ReceiptsOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsCaller(context, options);
  const receipt = await client.get(`/receipts/${encodeURIComponent(id)}`, AnyReceipt);
  terminal.out(
    options.json === true ? printableJson(receipt) : showValue(receipt, terminal.paintOut),
  );
}
