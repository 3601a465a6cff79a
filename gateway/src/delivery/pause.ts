const shortestMs = 1000;
const longestMs = 30_000;

/** How long to rest until `dueAt`. Work that is overdue but could not be started is no reason to hurry. */
export function pauseMsUntil(dueAt: number | undefined, now: number): number {
  if (dueAt === undefined) return longestMs;
  return dueAt > now ? Math.min(dueAt - now, longestMs) : shortestMs;
}

/** How long to rest after so many failures in a row. */
export function pauseMsAfterFailures(failures: number): number {
  return Math.min(shortestMs * 2 ** (failures - 1), longestMs);
}
