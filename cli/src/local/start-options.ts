import type { Command } from 'commander';
import type { CliContext } from '../shared/context.ts';

/** What says where the configuration and the data are; the same for every local command. */
export interface PlaceOptions {
  readonly config?: string;
  readonly dataDir?: string;
}

export interface StartOptions extends PlaceOptions {
  readonly host?: string;
  readonly port?: string;
  readonly tunnel?: string;
}

export function withPlaceOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'configuration file (TUTTI_CONFIG); default: ./tutti.yaml if there is one',
    )
    .option('--data-dir <folder>', 'folder of the database (TUTTI_DATA_DIR)');
}

/** The environment with the options of the command line in it, which win. */
export function environmentWith(env: CliContext['env'], options: StartOptions): CliContext['env'] {
  return {
    ...env,
    ...(options.host !== undefined && { HOST: options.host }),
    ...(options.port !== undefined && { PORT: options.port }),
    ...(options.config !== undefined && { TUTTI_CONFIG: options.config }),
    ...(options.dataDir !== undefined && { TUTTI_DATA_DIR: options.dataDir }),
  };
}
