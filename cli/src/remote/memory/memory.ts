import type { Command } from 'commander';
import { runAction } from '../../shared/action.ts';
import type { CliContext } from '../../shared/context.ts';
import { withConnectOptions } from '../connect.ts';
import { exportToFile, type ExportOptions } from './export-to-file.ts';
import { importFile, type ImportOptions } from './import-file.ts';

export function addMemoryCommands(program: Command, context: CliContext): void {
  const memory = program
    .command('memory')
    .description('all that is remembered, to a file and from one')
    .addHelpText(
      'after',
      '\nOne memory is written, found and forgotten with "tutti call memory.…".',
    );
  withConnectOptions(memory.command('export'))
    .description('write memories as JSON lines, to a file or the standard output')
    .argument('[file]', 'file to write, readable by you alone')
    .option('--namespace <name>', 'only this namespace')
    .option('--tags <tags>', 'only memories that carry all of these, with commas between')
    .action((file: string | undefined, options: ExportOptions) =>
      runAction(context.terminal, options, () => exportToFile(context, file, options)),
    );
  withConnectOptions(memory.command('import'))
    .description('take in a file: of "memory export", mem0, the MCP memory server, or Markdown')
    .argument('<file>', 'file to read; what is there already is skipped')
    .option('--format <format>', 'tutti, mem0, mcp-memory or markdown, if it is not recognised')
    .option('--namespace <name>', 'where what comes from other programs is filed')
    .option('--tags <tags>', 'tags for what comes from other programs, with commas between')
    .option('--speaker <name>', 'who said what names no speaker')
    .action((file: string, options: ImportOptions) =>
      runAction(context.terminal, options, () => importFile(context, file, options)),
    );
}
