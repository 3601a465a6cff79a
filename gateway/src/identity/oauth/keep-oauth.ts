import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logger.ts';
import type { OAuthStore } from '../oauth-store.ts';

const everyMs = 10 * 60_000;
/* Long enough for "which client was that in spring?", and for a client that comes back with its old id. */
const keepEndedMs = 180 * 24 * 60 * 60_000;

interface KeepingParts {
  readonly store: OAuthStore;
  readonly now: () => number;
  readonly log: Logger;
}

/** Forgets codes and tokens that have run out, clients that nobody let in, and consents long over. */
export function keepOAuth({ store, now, log }: KeepingParts): Stoppable {
  const sweep = async (): Promise<void> => {
    try {
      await store.pruneOAuth({ now: now(), consentsBefore: now() - keepEndedMs });
    } catch (error) {
      log.warn({ err: error }, 'what ran out of sign-in could not be removed');
    }
  };
  const timer = setInterval(() => void sweep(), everyMs);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}
