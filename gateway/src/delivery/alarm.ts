/** A sleep that can be cut short. A ring while nobody sleeps is kept for the next sleep. */
export interface Alarm {
  sleep(ms: number): Promise<void>;
  ring(): void;
}

export function createAlarm(): Alarm {
  let rung = false;
  let wakeSleeper: (() => void) | undefined;

  return {
    async sleep(ms) {
      if (!rung && ms > 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        wakeSleeper = resolve;
        await promise;
        clearTimeout(timer);
        wakeSleeper = undefined;
      }
      rung = false;
    },
    ring() {
      rung = true;
      wakeSleeper?.();
    },
  };
}
