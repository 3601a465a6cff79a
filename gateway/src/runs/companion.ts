import type { Progress } from '#contract';
import type { ClientLink } from '../intents/client-link.ts';
import type { Stopping } from '../platform/stopping.ts';
import type { Execution } from './execute.ts';

/** A client that stays with its call: hears how it goes, can end what it started, and may be asked something. */
export interface Companion {
  readonly progress: (progress: Progress) => void;
  /** When the client cancels: ends the run that this call started, and no other. */
  readonly cancel: Stopping;
  readonly client?: ClientLink;
}

type Accompanied = Pick<Execution, 'stop' | 'progress' | 'client'>;

/** Lets the companion of an execution, if there is one, hear of it and end it. */
export function accompany(
  companion: Companion | undefined,
  { stop, progress }: Pick<Execution, 'stop' | 'progress'>,
): Accompanied {
  if (!companion) return { stop, progress };
  const { cancel, client } = companion;
  cancel.onStop(() => stop.stop('cancelled'));
  return {
    stop,
    progress(reported) {
      progress(reported);
      companion.progress(reported);
    },
    ...(client && { client }),
  };
}
