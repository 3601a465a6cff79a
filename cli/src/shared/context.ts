import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Finds the gateway of this user on this machine. */
  readonly findLocalGateway: (env: CliContext['env']) => Promise<LocalGateway>;
}

export interface LocalGateway {
  readonly dataDir: string;
  /** Where it listens, if it has been running. */
  readonly url?: string;
  readonly pid?: number;
  /** Key of the caller `local-cli`. */
  readonly localKey?: string;
}
