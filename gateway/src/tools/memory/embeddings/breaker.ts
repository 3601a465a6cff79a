const failuresToOpen = 2;
const shortestPauseMs = 1000;
const longestPauseMs = 30_000;

/** Remembers that something failed, so that nobody has to wait for it again and again. */
export interface Breaker {
  /** The reason of the last failure while nothing should be tried, or undefined. */
  openFor(): string | undefined;
  failed(reason: string): void;
  succeeded(): void;
}

/** Opens after two failures in a row, for longer each time; then one try decides. */
export function createBreaker({ now }: { now: () => number }): Breaker {
  let failures = 0;
  let openUntil = 0;
  let reason = '';
  return {
    openFor() {
      if (failures < failuresToOpen) return undefined;
      if (now() < openUntil) return reason;
      /* This one may try; others go on without until it is known how that went. */
      openUntil = now() + shortestPauseMs;
      return undefined;
    },
    failed(why) {
      failures += 1;
      reason = why;
      const pauseMs = Math.min(shortestPauseMs * 2 ** (failures - failuresToOpen), longestPauseMs);
      openUntil = now() + pauseMs;
    },
    succeeded() {
      failures = 0;
    },
  };
}
