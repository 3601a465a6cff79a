import type { Command } from 'commander';
import type { Gateway } from '#gateway';
import { describeFailure, runAction } from '../shared/action.ts';
import type { CliContext } from '../shared/context.ts';
import type { Terminal } from '../shared/terminal.ts';
import { withConfigFailure } from './config-failure.ts';
import { describeStartFailure } from './describe-start-failure.ts';
import { keepFirstKeys } from './keep-first-keys.ts';
import { environmentWith, withPlaceOptions, type StartOptions } from './start-options.ts';
import { startScreen, type StartedGateway } from './start-screen.ts';
import { prepareTunnel, type SessionTunnel } from './tunnel/start-tunnel.ts';
import { createStopTeller } from './tell-stops-apart.ts';

export function addStartCommand(program: Command, context: CliContext): void {
  withPlaceOptions(program.command('start'))
    .description('start the gateway')
    .option('--host <address>', 'address to listen on (HOST); default 127.0.0.1')
    .option('--port <number>', 'port to listen on (PORT); default 8000, 0 takes a free one')
    .option(
      '--tunnel <program>',
      'make it reachable by https while it runs: cloudflared or tailscale, where that is installed',
    )
    .action((options: StartOptions) => runStart(context, options));
}

export function runStart(context: CliContext, options: StartOptions): Promise<void> {
  return runAction(context.terminal, {}, () => start(context, options));
}

async function start(context: CliContext, options: StartOptions): Promise<void> {
  const { terminal, env } = context;
  const tunnel = options.tunnel === undefined ? undefined : prepareTunnel(options.tunnel, context);
  const { createGateway, loadConfig, version } = await import('#gateway');
  const load = () => {
    const loaded = quietOnTerminal(loadConfig(environmentWith(env, options)), { terminal, env });
    return tunnel ? tunnel.withAddress(loaded) : loaded;
  };
  const config = await withConfigFailure(load);
  const gateway = await createGateway(config, { loadConfig: load });
  const signals = obeySignals(gateway, { terminal, tunnel });
  try {
    const { url } = await gateway.listen();
    const publicUrl = await tunnel?.open(gateway, url);
    const command = env['npm_lifecycle_event'] === 'start' ? 'npm run -s tutti --' : 'tutti';
    announce(terminal, {
      ...config,
      ...(publicUrl !== undefined && { publicUrl }),
      url,
      version,
      command,
      keys: gateway.firstKeys,
      notices: gateway.notices(),
    });
  } catch (error) {
    signals.ignore();
    await tunnel?.stop();
    await gateway.stop();
    throw describeStartFailure(error, config) ?? error;
  }
}

/* On a terminal the screen already tells what the log says at the level "info". */
function quietOnTerminal<Config extends { readonly logLevel: string }>(
  config: Config,
  { terminal, env }: Pick<CliContext, 'terminal' | 'env'>,
): Config {
  const isDefault = config.logLevel === 'info' && !env['TUTTI_LOG_LEVEL'];
  return terminal.isOutTerminal && isDefault ? { ...config, logLevel: 'warn' } : config;
}

function announce(terminal: Terminal, started: StartedGateway): void {
  if (terminal.isOutTerminal) {
    terminal.out(startScreen(started, terminal.paintOut));
    return;
  }
  terminal.out(`Tutti ${started.version} listens on ${started.url}`);
  if (started.publicUrl !== undefined) terminal.out(`Others reach it at ${started.publicUrl}`);
  const file = keepFirstKeys(started.dataDir, started.keys);
  if (file !== undefined)
    terminal.out(`The new keys are in ${file}; keep them safe, then delete the file.`);
}

interface Around {
  readonly terminal: Terminal;
  readonly tunnel: SessionTunnel | undefined;
}

/** SIGINT and SIGTERM stop the gateway, a second one at once; SIGHUP has it read its configuration again. */
function obeySignals(gateway: Gateway, around: Around): { ignore(): void } {
  const { terminal } = around;
  let stopping: Promise<void> | undefined;
  const tellStop = createStopTeller(() => performance.now());
  const stop = (signal: NodeJS.Signals): void => {
    if (tellStop() === 'again') process.exit(exitCodes[signal] ?? 1);
    stopping ??= stopAndExit(gateway, around);
  };
  const reload = (): void => void reloadAndTell(gateway, terminal);
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', reload);
  // A terminal that was closed sends SIGHUP too, and then refuses what is written to it.
  const stopUnwatched = (): void => {
    stopping ??= stopAndExit(gateway, around);
  };
  process.stdout.on('error', stopUnwatched);
  process.stderr.on('error', stopUnwatched);
  return {
    ignore() {
      process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', reload);
    },
  };
}

const exitCodes: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143 };

async function stopAndExit(gateway: Gateway, { terminal, tunnel }: Around): Promise<void> {
  terminal.status('Stopping; once more to stop at once …');
  try {
    await tunnel?.stop();
    await gateway.stop();
    if (terminal.isNoteTerminal) terminal.note('Stopped.');
    process.exit(0);
  } catch (error) {
    terminal.note(describeFailure(error, terminal.paintNote));
    process.exit(1);
  }
}

async function reloadAndTell(gateway: Gateway, terminal: Terminal): Promise<void> {
  try {
    const changed = await gateway.reload();
    const what = changed.length === 0 ? 'nothing has changed' : `changed: ${changed.join(', ')}`;
    terminal.note(`The configuration was read again; ${what}.`);
  } catch (error) {
    terminal.note(describeFailure(error, terminal.paintNote));
  }
}
