import { InvalidArgumentError, type Command } from 'commander';
import { CallerRevoked, CallersPage, KeyRequest, KeyRevoked, NewKey } from '#contract';
import { z } from 'zod';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import { collect } from '../shared/collect.ts';
import type { CliContext } from '../shared/context.ts';
import { printableJson } from '../shared/printable.ts';
import { table } from '../shared/table.ts';
import { connectAsOwner, withOwnerOptions, type ConnectOptions } from './connect.ts';

interface CreateOptions extends ConnectOptions {
  readonly scopes?: string[];
  readonly space?: string;
  readonly expiresDays?: number;
  readonly rate?: number;
  readonly callbackHost?: string[];
}

export function addKeysCommand(program: Command, context: CliContext): void {
  const { terminal } = context;
  const keys = program.command('keys').description('who may ask, and by which keys (owner)');

  withOwnerOptions(keys.command('list', { isDefault: true }))
    .description('list callers and their keys')
    .action((options: ConnectOptions) =>
      runAction(terminal, options, () => list(context, options)),
    );

  withOwnerOptions(keys.command('create'))
    .description('make a key, and its caller where there is none of that name')
    .argument('<caller>', 'name of the caller, such as chatgpt')
    .option(
      '--scopes <patterns>',
      'intents that it may use, such as memory.*,jobs.* (default: all)',
      splitList,
    )
    .option('--space <name>', 'what its memories and jobs belong to (only for a new caller)')
    .option('--expires-days <days>', 'days until the key ends', wholeNumber)
    .option('--rate <requests>', 'requests that it may make in a minute', wholeNumber)
    .option('--callback-host <host>', 'host that callbacks may go to; may be given again', collect)
    .action((caller: string, options: CreateOptions) =>
      runAction(terminal, options, () => create(context, caller, options)),
    );

  withOwnerOptions(keys.command('revoke'))
    .description('end one key')
    .argument('<key_id>')
    .action((keyId: string, options: ConnectOptions) =>
      runAction(terminal, options, () => revoke(context, keyId, options)),
    );

  withOwnerOptions(keys.command('revoke-caller'))
    .description('end every key of a caller')
    .argument('<caller>')
    .action((caller: string, options: ConnectOptions) =>
      runAction(terminal, options, () => revokeCaller(context, caller, options)),
    );
}

async function list(context: CliContext, options: ConnectOptions): Promise<void> {
  const { terminal } = context;
  const { paintOut } = terminal;
  const client = await connectAsOwner(context, options);
  const page = await client.get('/owner/callers', CallersPage.loose());
  if (options.json === true) {
    terminal.out(printableJson(page));
    return;
  }
  const rows = page.items.flatMap((caller) => [
    [paintOut('bold', caller.caller), caller.space, caller.scopes.join(',')],
    ...caller.keys.map((key) => [`  ${key.key_id}`, keyState(key), key.created_at]),
  ]);
  terminal.out(table(rows));
}

type ListedKey = CallersPage['items'][number]['keys'][number];

function keyState({ revoked_at, expires_at }: ListedKey): string {
  if (revoked_at !== undefined) return `revoked ${revoked_at}`;
  return expires_at === undefined ? 'valid' : `ends ${expires_at}`;
}

async function create(context: CliContext, caller: string, options: CreateOptions): Promise<void> {
  const { terminal } = context;
  const request = keyRequest(caller, options);
  const client = await connectAsOwner(context, options);
  const made = await client.post('/owner/keys', NewKey.loose(), request);
  if (options.json === true) {
    terminal.out(printableJson(made));
    return;
  }
  terminal.note(`Key ${made.key_id} of caller "${made.caller.caller}", shown only this once:`);
  terminal.out(made.key);
  if (made.callback_secret !== undefined) {
    terminal.note('Secret that its callbacks are signed with, also shown only this once:');
    terminal.out(made.callback_secret);
  }
}

function keyRequest(caller: string, options: CreateOptions): KeyRequest {
  const parsed = KeyRequest.safeParse({
    caller,
    space: options.space,
    scopes: options.scopes,
    expires_in_days: options.expiresDays,
    rate_per_minute: options.rate,
    callback_hosts: options.callbackHost,
  });
  if (parsed.success) return parsed.data;
  throw new CliError('invalid_request', z.prettifyError(parsed.error));
}

async function revoke(context: CliContext, keyId: string, options: ConnectOptions): Promise<void> {
  const client = await connectAsOwner(context, options);
  const path = `/owner/keys/${encodeURIComponent(keyId)}/revoke`;
  const answer = await client.post(path, KeyRevoked.loose(), {});
  if (options.json === true) context.terminal.out(printableJson(answer));
  else context.terminal.out(`Key ${keyId} is revoked.`);
}

async function revokeCaller(
  context: CliContext,
  caller: string,
  options: ConnectOptions,
): Promise<void> {
  const client = await connectAsOwner(context, options);
  const path = `/owner/callers/${encodeURIComponent(caller)}/revoke`;
  const answer = await client.post(path, CallerRevoked.loose(), {});
  const count = answer.revoked_keys;
  if (options.json === true) context.terminal.out(printableJson(answer));
  else context.terminal.out(`${count} ${count === 1 ? 'key' : 'keys'} of "${caller}" revoked.`);
}

function splitList(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
