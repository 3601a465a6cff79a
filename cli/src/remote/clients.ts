import type { Command } from 'commander';
import { ClientRevoked, ClientsPage, type ClientInfo } from '#contract';
import { runAction } from '../shared/action.ts';
import type { CliContext } from '../shared/context.ts';
import { printable, printableJson } from '../shared/printable.ts';
import { table } from '../shared/table.ts';
import { connectAsOwner, withOwnerOptions, type ConnectOptions } from './connect.ts';

interface ListOptions extends ConnectOptions {
  readonly all?: boolean;
}

export function addClientsCommand(program: Command, context: CliContext): void {
  const { terminal } = context;
  const clients = program
    .command('clients')
    .description('assistants and programs that you let in by sign-in (owner)');

  withOwnerOptions(clients.command('list', { isDefault: true }))
    .description('list them, and what they may do')
    .option('--all', 'also those that are over')
    .action((options: ListOptions) => runAction(terminal, options, () => list(context, options)));

  withOwnerOptions(clients.command('revoke'))
    .description('end what a client was let in for, at once')
    .argument('<client>', 'id of one consent (con_…), or the name of a caller for all of its own')
    .action((client: string, options: ConnectOptions) =>
      runAction(terminal, options, () => revoke(context, client, options)),
    );
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const page = await client.get('/owner/clients', ClientsPage.loose());
  const items = page.items.filter(({ state }) => options.all === true || state === 'live');
  if (options.json === true) {
    terminal.out(printableJson({ ...page, items }));
    return;
  }
  if (items.length === 0) terminal.note('Nobody is let in by sign-in.');
  else terminal.out(table(items.map(row)));
}

function row(info: ClientInfo): string[] {
  return [
    info.consent_id,
    printable(info.caller),
    printable(info.client || info.redirect_host),
    printable(info.redirect_host),
    info.state,
    info.last_used_at === undefined ? 'never used' : `used ${info.last_used_at}`,
    printable(info.scopes.join(',')),
  ];
}

async function revoke(context: CliContext, name: string, options: ConnectOptions): Promise<void> {
  const client = await connectAsOwner(context, options);
  const path = `/owner/clients/${encodeURIComponent(name)}/revoke`;
  const answer = await client.post(path, ClientRevoked.loose(), {});
  const count = answer.revoked;
  if (options.json === true) context.terminal.out(printableJson(answer));
  else context.terminal.out(`${count} ${count === 1 ? 'consent' : 'consents'} ended.`);
}
