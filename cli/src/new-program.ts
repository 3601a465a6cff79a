import { Command } from 'commander';

/** The command line, without any command yet. */
export function newProgram(version: string): Command {
  return new Command('tutti')
    .description('One safe door between AI assistants and everything you run.')
    .version(version)
    .showHelpAfterError('(--help tells more)');
}
