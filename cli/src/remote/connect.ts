import type { Command } from 'commander';
import { askSecret } from '../shared/ask-secret.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

export interface ConnectOptions {
  readonly url?: string;
  readonly apiKey?: string;
  readonly json?: boolean;
}

export function withConnectOptions(command: Command): Command {
  return command
    .option('--url <address>', 'gateway to speak to (TUTTI_URL); default: the one of this machine')
    .option('--api-key <key>', 'key to speak with (TUTTI_API_KEY); default: that of local-cli')
    .option('--json', 'print JSON for programs');
}

export function withOwnerOptions(command: Command): Command {
  return command
    .option('--url <address>', 'gateway to speak to (TUTTI_URL); default: the one of this machine')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', '\nNeeds the owner key: TUTTI_OWNER_KEY, or it is asked for.');
}

export async function connectAsCaller(
  context: CliContext,
  options: ConnectOptions,
): Promise<HttpClient> {
  return createHttpClient(await resolveCaller(context, options));
}

/** Where to speak to, and the key to speak with. */
export async function resolveCaller(
  context: CliContext,
  options: ConnectOptions,
): Promise<{ url: string; key: string }> {
  const url = options.url ?? filled(context.env['TUTTI_URL']);
  const key = options.apiKey ?? filled(context.env['TUTTI_API_KEY']);
  if (url !== undefined) {
    // The local key is never sent to an address that somebody typed.
    if (key === undefined) throw keyMissing(url);
    return { url: url.replace(/\/+$/, ''), key };
  }
  const local = await findRunning(context);
  const localKey = key ?? local.localKey;
  if (localKey === undefined) throw keyMissing(local.url);
  return { url: local.url, key: localKey };
}

export async function connectAsOwner(
  context: CliContext,
  options: ConnectOptions,
): Promise<HttpClient> {
  const url = options.url ?? filled(context.env['TUTTI_URL']) ?? (await findRunning(context)).url;
  const key = filled(context.env['TUTTI_OWNER_KEY']) ?? (await askOwnerKey(context));
  return createHttpClient({ url, key });
}

async function findRunning(context: CliContext) {
  const { url, dataDir, localKey } = await context.findLocalGateway(context.env);
  if (url !== undefined) return { url, localKey };
  throw new CliError('not_running', `No gateway is running with the data folder ${dataDir}.`, {
    hint: 'Start one with "tutti start", or name one with --url and --api-key.',
  });
}

async function askOwnerKey({ terminal }: CliContext): Promise<string> {
  if (terminal.canAsk) {
    const key = await askSecret('Owner key: ');
    if (key !== '') return key;
  }
  throw new CliError('owner_key_missing', 'This needs the owner key.', {
    hint: 'Set TUTTI_OWNER_KEY, or run it on a terminal to be asked for the key.',
  });
}

function keyMissing(url: string): CliError {
  return new CliError('key_missing', `There is no key to speak with to ${url}.`, {
    hint: 'Set TUTTI_API_KEY or pass --api-key. "tutti keys create <caller>" makes a key.',
  });
}

function filled(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
