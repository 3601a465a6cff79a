/** When something that failed may be tried again: at once after the first time, then later each time. */
export interface BackOff {
  /** Milliseconds until the next attempt may be made; 0: now. */
  readonly waitMs: () => number;
  failed(): void;
  succeeded(): void;
}

const firstPauseMs = 500;
const longestPauseMs = 60_000;

export function createBackOff(now: () => number): BackOff {
  let failures = 0;
  let nextAt = 0;
  return {
    waitMs: () => Math.max(0, nextAt - now()),
    failed() {
      failures += 1;
      const pauseMs = failures === 1 ? 0 : firstPauseMs * 2 ** Math.min(failures - 2, 20);
      nextAt = now() + Math.min(pauseMs, longestPauseMs);
    },
    succeeded() {
      failures = 0;
      nextAt = 0;
    },
  };
}
