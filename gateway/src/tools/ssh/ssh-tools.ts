import type { Tool } from '../../intents/define-tool.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createConnectionPool } from './connection/connection-pool.ts';
import { execTool } from './exec-tool.ts';
import { createOwnKeyLines } from './exec/own-key-lines.ts';
import type { SshSettings } from './inventory/ssh-settings.ts';
import { peekTool } from './peek-tool.ts';
import { classifyCommand } from './peek/classify-command.ts';

/** The `ssh.*` intents, and the connections that they share. */
export function createSshTools({
  settings,
  newMarker,
  now,
}: {
  /** Asked at each call, so that a reload counts at once. */
  settings: () => SshSettings;
  /** Names one command among all that run on a host: letters and digits that nobody guesses. */
  newMarker: () => string;
  now: () => number;
}): { readonly tools: readonly Tool[] } & Stoppable {
  const pool = createConnectionPool(settings);
  const parts = {
    settings,
    pool,
    newMarker,
    now,
    classify: (command: string) => classifyCommand(command),
    ownKeyLines: createOwnKeyLines(settings),
  };
  return { tools: [peekTool(parts), execTool(parts)], stop: () => pool.stop() };
}
