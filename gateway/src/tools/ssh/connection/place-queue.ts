/** Those who wait for a place, first come, first served. */
export interface PlaceQueue {
  /** False where none came free in time. */
  wait(longestMs: number): Promise<boolean>;
  wakeOne(): void;
}

export function createPlaceQueue(): PlaceQueue {
  const waiting = new Set<() => void>();
  return {
    async wait(longestMs) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const wake = () => resolve(true);
      waiting.add(wake);
      const timer = setTimeout(resolve, longestMs, false);
      const isFree = await promise;
      clearTimeout(timer);
      waiting.delete(wake);
      return isFree;
    },
    wakeOne() {
      const [wake] = waiting;
      if (!wake) return;
      waiting.delete(wake);
      wake();
    },
  };
}
