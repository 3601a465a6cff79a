import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logger.ts';
import type { ApprovalDesk } from './approval-desk.ts';

const everyMs = 15_000;

interface KeepParts {
  readonly desk: ApprovalDesk;
  readonly startQueued: () => Promise<void>;
  readonly log: Logger;
}

/** Begins what was approved while nobody could begin it, and ends what nobody decided in time. */
export function keepApprovals({ desk, startQueued, log }: KeepParts): Stoppable {
  const sweep = async (): Promise<void> => {
    try {
      await startQueued();
      await desk.expireOverdue();
    } catch (error) {
      log.warn({ err: error }, 'approvals could not be looked after');
    }
  };
  const timer = setInterval(() => void sweep(), everyMs);
  timer.unref();
  void sweep();
  return { stop: async () => clearInterval(timer) };
}
