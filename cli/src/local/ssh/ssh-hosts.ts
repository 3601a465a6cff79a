import type { Command } from 'commander';
import type { Config } from '#gateway';
import { runAction } from '../../shared/action.ts';
import type { CliContext } from '../../shared/context.ts';
import { printableJson } from '../../shared/printable.ts';
import { table } from '../../shared/table.ts';
import { withConfigFailure } from '../config-failure.ts';
import { environmentWith, withPlaceOptions, type PlaceOptions } from '../start-options.ts';

interface HostsOptions extends PlaceOptions {
  readonly json?: boolean;
}

type Host = Config['ssh']['hosts'][string];

export function addSshHostsCommand(ssh: Command, context: CliContext): void {
  withPlaceOptions(ssh.command('hosts'))
    .description('list the hosts of the configuration')
    .option('--json', 'print JSON for programs')
    .action((options: HostsOptions) =>
      runAction(context.terminal, options, () => listHosts(context, options)),
    );
}

async function listHosts({ terminal, env }: CliContext, options: HostsOptions): Promise<void> {
  const { loadConfig } = await import('#gateway');
  const { ssh } = await withConfigFailure(() => loadConfig(environmentWith(env, options)));
  const hosts = Object.entries(ssh.hosts);
  if (options.json === true) {
    terminal.out(printableJson({ items: hosts.map(([name, host]) => itemOf(name, host)) }));
    return;
  }
  if (hosts.length === 0) {
    terminal.out('There is no host yet. Add one: tutti ssh add <name> <user>@<host>');
    return;
  }
  const { paintOut } = terminal;
  const heading = ['HOST', 'PLACE', 'USERS', 'KNOWN BY'].map((title) => paintOut('dim', title));
  terminal.out(table([heading, ...hosts.map(([name, host]) => rowOf(name, host))]));
}

function rowOf(name: string, host: Host): readonly string[] {
  const { address, port, users, jump, fingerprints, knownHostsFile } = host;
  const over = jump === undefined ? '' : ` over ${jump}`;
  const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const knownBy = [...fingerprints, ...(knownHostsFile === undefined ? [] : [knownHostsFile])];
  return [name, `${place}${over}`, users.join(', '), knownBy.join(', ')];
}

/* Without the login: where keys are kept is nobody's concern. */
function itemOf(name: string, { login: _, peekAs, ...host }: Host) {
  return { host: name, ...host, peekAs: peekAs?.user };
}
