import type { Command } from 'commander';
import { runAction } from '../../shared/action.ts';
import type { CliContext } from '../../shared/context.ts';
import { resolveCaller, withConnectOptions, type ConnectOptions } from '../connect.ts';
import { createBridge } from './bridge.ts';
import { messagesFrom } from './messages-from.ts';

/** `tutti mcp`: speaks MCP on stdin and stdout for programs that start their servers themselves. */
export function addMcpCommand(program: Command, context: CliContext): Command {
  const mcp = program
    .command('mcp')
    .description('be an MCP server on stdin and stdout, for programs that start their own');
  withConnectOptions(mcp.command('serve', { isDefault: true }))
    .description('the same as "tutti mcp"')
    .addHelpText(
      'after',
      '\nA program that takes {"command": "tutti", "args": ["mcp"]} reaches the running gateway by this. It starts none.',
    )
    .action((options: ConnectOptions) =>
      runAction(context.terminal, options, async () => {
        const bridge = createBridge({
          gateway: () => resolveCaller(context, options),
          write: (message) => void process.stdout.write(`${JSON.stringify(message)}\n`),
          note: (text) => context.terminal.note(text),
          fetch,
        });
        for await (const message of messagesFrom(process.stdin)) await bridge.take(message);
        await bridge.end();
      }),
    );
  return mcp;
}
