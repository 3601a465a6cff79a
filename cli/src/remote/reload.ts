import type { Command } from 'commander';
import { Reloaded } from '#contract';
import { runAction } from '../shared/action.ts';
import type { CliContext } from '../shared/context.ts';
import { printableJson } from '../shared/printable.ts';
import { connectAsOwner, withOwnerOptions, type ConnectOptions } from './connect.ts';

export function addReloadCommand(program: Command, context: CliContext): void {
  withOwnerOptions(program.command('reload'))
    .description('have the gateway read its configuration again (owner)')
    .action((options: ConnectOptions) =>
      runAction(context.terminal, options, async () => {
        const client = await connectAsOwner(context, options);
        const answer = await client.post('/owner/reload', Reloaded.loose(), {});
        context.terminal.out(
          options.json === true ? printableJson(answer) : describeReload(answer.reloaded),
        );
      }),
    );
}

function describeReload(reloaded: readonly string[]): string {
  if (reloaded.length === 0) return 'Nothing has changed.';
  return `Now in force: ${reloaded.join(', ')}.`;
}
