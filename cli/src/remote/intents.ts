import type { Command } from 'commander';
import type { IntentInfo } from '#contract';
import { runAction } from '../shared/action.ts';
import type { CliContext } from '../shared/context.ts';
import { printable, printableJson, printableLine } from '../shared/printable.ts';
import { shellQuote } from '../shared/shell-quote.ts';
import { table } from '../shared/table.ts';
import type { Paint } from '../shared/terminal.ts';
import { connectAsCaller, withConnectOptions, type ConnectOptions } from './connect.ts';
import { AnyIntent, IntentsPage } from './wire.ts';

const effectColours = {
  read: 'green',
  write: 'cyan',
  outward: 'yellow',
  destructive: 'red',
} as const;

interface ListOptions extends ConnectOptions {
  readonly limit?: string;
}

export function addIntentsCommand(program: Command, context: CliContext): void {
  const intents = program.command('intents').description('what can be asked for');

  withConnectOptions(intents.command('list', { isDefault: true }))
    .description('list intents, or search them')
    .argument('[query...]', 'words to search for')
    .option('--limit <number>', 'how many at most', '200')
    .action((words: string[], options: ListOptions) =>
      runAction(context.terminal, options, () => list(context, words.join(' '), options)),
    );

  withConnectOptions(intents.command('show'))
    .description('show one intent with its inputs and examples')
    .argument('<name>')
    .action((name: string, options: ConnectOptions) =>
      runAction(context.terminal, options, () => show(context, name, options)),
    );
}

async function list(context: CliContext, query: string, options: ListOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsCaller(context, options);
  const page = await client.get('/intents', IntentsPage, {
    query: query === '' ? undefined : query,
    limit: options.limit,
  });
  if (options.json === true) {
    terminal.out(printableJson(page));
    return;
  }
  if (page.items.length === 0) {
    terminal.note(query === '' ? 'No intents.' : `No intent fits "${query}".`);
    return;
  }
  const rows = page.items.map(({ name, effect, description }) => [
    terminal.paintOut('bold', printable(name)),
    terminal.paintOut(effectColours[effect], effect),
    printableLine(description, 80),
  ]);
  terminal.out(table(rows));
}

async function show(context: CliContext, name: string, options: ConnectOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsCaller(context, options);
  const intent = await client.get(`/intents/${encodeURIComponent(name)}`, AnyIntent);
  if (options.json === true) terminal.out(printableJson(intent));
  else terminal.out(describeIntent(intent, terminal.paintOut));
}

/** An intent as a person reads it: what it is for, what goes in, and commands to copy. */
export function describeIntent(intent: IntentInfo, paint: Paint): string {
  const inputs = describeInputs(intent.inputs);
  return [
    `${paint('bold', intent.name)}  ${paint(effectColours[intent.effect], intent.effect)}  ${intent.engine}`,
    printable(intent.description),
    ...(inputs.length === 0 ? [] : ['', table(inputs)]),
    '',
    ...intent.examples.flatMap(({ say, inputs }) => [
      paint('dim', `# ${printableLine(say, 100)}`),
      exampleCommand(intent.name, inputs),
    ]),
  ].join('\n');
}

function describeInputs(schema: IntentInfo['inputs']): string[][] {
  const properties = asRecord(schema['properties']);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).map(([name, field]) => {
    const { type, description, default: preset } = asRecord(field);
    const state = preset === undefined ? 'optional' : `default ${JSON.stringify(preset)}`;
    return [
      `  ${printable(name)}`,
      typeof type === 'string' ? type : '',
      required.includes(name) ? 'required' : state,
      typeof description === 'string' ? printableLine(description, 80) : '',
    ];
  });
}

function exampleCommand(name: string, inputs: Readonly<Record<string, unknown>>): string {
  const assignments = Object.entries(inputs).map(([field, value]) => assignment(field, value));
  return ['  tutti', 'call', name, ...assignments.map(shellQuote)].join(' ');
}

function assignment(field: string, value: unknown): string {
  if (typeof value === 'string' && !value.startsWith('@')) return `${field}=${value}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${field}=${value}`;
  if (isPlainList(value)) return `${field}=${value.join(',')}`;
  return `${field}:=${JSON.stringify(value)}`;
}

function isPlainList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && /^[^,\s@]+$/.test(item))
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
