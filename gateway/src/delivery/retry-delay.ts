const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** About three days in all; what the receiver did not take by then, it does not get. */
const delaysMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  24 * hour,
  24 * hour,
];

const jitterShare = 0.1;

/**
 * How long to wait after a failure with `attempts` attempts before it; undefined where that was the last.
 * `jitter` from 0 to 1 spreads callbacks that failed together by 10% either way.
 */
export function retryDelayMs(attempts: number, jitter: number): number | undefined {
  const delayMs = delaysMs[attempts];
  if (delayMs === undefined) return undefined;
  return Math.round(delayMs * (1 + jitterShare * (2 * jitter - 1)));
}
