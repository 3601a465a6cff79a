import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';

interface CheckOptions {
  readonly file?: string;
}

export function addSshCheckCommand(ssh: Command, context: CliContext): void {
  ssh
    .command('check')
    .description('judge commands, one a line: verdict, command and reason, with tabs between')
    .option('--file <file>', 'read them from there, not from the input')
    .addHelpText('after', '\nA line json:"…" holds a command with odd characters as a JSON string.')
    .action((options: CheckOptions) =>
      runAction(context.terminal, {}, () => check(context, options)),
    );
}

async function check({ terminal }: CliContext, { file }: CheckOptions): Promise<void> {
  const { loadCommandClassifier } = await import('#gateway');
  const [classifyCommand, given] = await Promise.all([
    loadCommandClassifier(),
    file === undefined ? readAll(process.stdin) : readCommands(file),
  ]);
  const lines = given.replace(/\n$/, '').split('\n');
  await terminal.outAll(lines.map((line) => describe(line, classifyCommand)));
}

async function readCommands(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError('file_unreadable', `${file} cannot be read.`, { cause });
  }
}

type Classify = (command: string) => { readonly kind: string; readonly reason: string };

function describe(line: string, classify: Classify): string {
  const { kind, reason } = classify(commandOf(line));
  return [kind, visible(line), visible(reason)].join('\t');
}

function commandOf(line: string): string {
  if (!line.startsWith('json:')) return line;
  try {
    const command: unknown = JSON.parse(line.slice('json:'.length));
    if (typeof command === 'string') return command;
  } catch {
    // told below, as is JSON that is no string
  }
  throw new CliError('invalid_json', `This line is no JSON string: ${visible(line)}`, {
    hint: 'Write it as json:"ls\\u0020-la", or without json: in front.',
  });
}

/** The same with everything that would not be seen, or not be seen as what it is, written out. */
function visible(text: string): string {
  return text
    .replaceAll('\t', String.raw`\t`)
    .replaceAll(/(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, escape);
}

function escape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
