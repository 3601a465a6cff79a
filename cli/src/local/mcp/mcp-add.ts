import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { ServerEntry } from '#gateway';
import { runAction } from '../../shared/action.ts';
import { CliError } from '../../shared/cli-error.ts';
import { collect } from '../../shared/collect.ts';
import type { CliContext } from '../../shared/context.ts';
import { withConfigFailure } from '../config-failure.ts';
import { environmentWith, withPlaceOptions, type PlaceOptions } from '../start-options.ts';
import { entriesOf, pinned } from './server-entry.ts';

interface AddOptions extends PlaceOptions {
  readonly url?: string;
  readonly type?: string;
  readonly header?: string[];
  readonly env?: string[];
}

/** Has the running gateway take over what was written, and the owner review it. */
export type ReviewAdded = (servers: readonly string[], options: PlaceOptions) => Promise<void>;

export function addMcpAddCommands(mcp: Command, context: CliContext, review: ReviewAdded): void {
  withPlaceOptions(mcp.command('add'))
    .description('add an upstream server, and review what it offers (owner)')
    .argument('<name>', 'what its tools are called by: mcp.<name>.<tool>')
    .argument('[command...]', 'program of a server on this machine, after "--"')
    .option('--url <address>', 'address of a server elsewhere')
    .option('--type <type>', 'sse: the older way over HTTP')
    .option('--header <name: value>', 'sent with every request; may be given again', collect)
    .option('--env <NAME=value>', 'its environment; may be given again', collect)
    .addHelpText(
      'after',
      '\nFor example: tutti mcp add files -- npx -y @modelcontextprotocol/server-filesystem ./docs\nThe version of a package that npx starts is pinned.',
    )
    .action((name: string, command: string[], options: AddOptions) =>
      runAction(context.terminal, {}, () =>
        write(context, options, { [name]: entryFrom(command, options) }, review),
      ),
    );

  withPlaceOptions(mcp.command('import'))
    .description('add the servers of an mcpServers file, and review what they offer (owner)')
    .argument('<file>', 'the file of another client, such as ~/.cursor/mcp.json')
    .action((file: string, options: PlaceOptions) =>
      runAction(context.terminal, {}, () =>
        write(context, options, entriesOf(readFileSync(file, 'utf8'), file), review),
      ),
    );
}

async function write(
  context: CliContext,
  options: PlaceOptions,
  entries: Readonly<Record<string, ServerEntry>>,
  review: ReviewAdded,
): Promise<void> {
  await withConfigFailure(async () => {
    const env = environmentWith(context.env, options);
    const gateway = await import('#gateway');
    const config = gateway.loadConfig(env);
    const file = config.configFile ?? path.resolve('tutti.yaml');
    let text = config.configFile === undefined ? '' : readFileSync(file, 'utf8');
    for (const [name, entry] of Object.entries(entries)) {
      text = await gateway.addServer(text, { file, name, server: await pinned(entry) });
    }
    gateway.parseConfig({ text, file, env });
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0o600;
    writeFileSync(file, text, { mode });
    context.terminal.out(`Added ${Object.keys(entries).join(', ')} to ${file}.`);
  });
  await review(Object.keys(entries), options);
}

function entryFrom(
  [program, ...args]: readonly string[],
  { url, type, header = [], env = [] }: AddOptions,
): ServerEntry {
  if ((program === undefined) === (url === undefined)) {
    throw new CliError('invalid_option', 'Name either a program after "--", or --url.');
  }
  const pairs = (given: readonly string[], sign: string) =>
    Object.fromEntries(
      given.map((pair) => {
        const at = pair.indexOf(sign);
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      }),
    );
  return {
    ...(program !== undefined && { command: program }),
    ...(args.length > 0 && { args }),
    ...(env.length > 0 && { env: pairs(env, '=') }),
    ...(url !== undefined && { url }),
    ...(type !== undefined && { type }),
    ...(header.length > 0 && { headers: pairs(header, ':') }),
  };
}
