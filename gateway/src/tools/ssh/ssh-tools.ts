import type { Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createConnectionPool } from './connection/connection-pool.ts';
import { execTool } from './exec-tool.ts';
import { createOwnKeyLines } from './exec/own-key-lines.ts';
import type { SshSettings } from './inventory/ssh-settings.ts';
import { peekTool } from './peek-tool.ts';
import { rememberVerdicts } from './remember-verdicts.ts';
import type { PeekVerdict } from './peek/verdict.ts';

/** The `ssh.*` intents, and the connections that they share. */
export interface SshTools extends Stoppable {
  readonly tools: readonly Tool[];
  /** To be awaited before the first call, and after each reload. */
  prepare(): Promise<void>;
}

type Classify = (command: string) => PeekVerdict;

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
}): SshTools {
  const pool = createConnectionPool(settings);
  let classify: Classify | undefined;
  const parts = {
    settings,
    pool,
    newMarker,
    now,
    classify: (command: string) => (classify ?? notPrepared())(command),
    ownKeyLines: createOwnKeyLines(settings),
  };
  return {
    tools: [peekTool(parts), execTool(parts)],
    /* The tables of the judge take their time to load, and are of no use to a gateway without hosts. */
    async prepare() {
      if (classify || Object.keys(settings().hosts).length === 0) return;
      const { classifyCommand } = await import('./peek/classify-command.ts');
      classify = rememberVerdicts((command) => classifyCommand(command));
    },
    stop: () => pool.stop(),
  };
}

function notPrepared(): never {
  throw new GatewayError('engine_unavailable', 'Commands cannot be judged yet.', {
    hint: 'Nothing was done. Try again in a second.',
    retryable: true,
  });
}
