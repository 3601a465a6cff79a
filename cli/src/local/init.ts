import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';

interface InitOptions {
  readonly config: string;
  readonly force?: boolean;
}

const schemaFile = 'tutti.schema.json';

export function addInitCommand(program: Command, context: CliContext): void {
  program
    .command('init')
    .description('write a configuration file to change, with every default in it')
    .option('--config <file>', 'where to write it', 'tutti.yaml')
    .option('--force', 'replace a file that is there')
    .action((options: InitOptions) =>
      runAction(context.terminal, {}, () => init(context, options)),
    );
}

async function init({ terminal }: CliContext, { config, force }: InitOptions): Promise<void> {
  const { configJsonSchema, starterConfig } = await import('#gateway');
  if (existsSync(config) && force !== true) {
    throw new CliError('file_exists', `${config} is there already.`, {
      hint: 'Write another file with --config, or replace this one with --force.',
    });
  }
  const schema = path.join(path.dirname(config), schemaFile);
  writeFileSync(config, starterConfig(`./${schemaFile}`));
  writeFileSync(schema, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  terminal.out(`Wrote ${config}, and ${schema} for editors.`);
  terminal.note(
    terminal.paintNote('dim', '"tutti start" uses it from this folder; "tutti doctor" checks it.'),
  );
}
