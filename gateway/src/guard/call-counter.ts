/** Whose calls of what are counted. */
export interface CountedCall {
  readonly caller: string;
  readonly intent: string;
}

/** Remembers when calls were made, as far as rules look back. In memory: each replica counts its own. */
export interface CallCounter {
  note(call: CountedCall): void;
  /** How many were made within that time; no more than are kept. */
  within(call: CountedCall, windowMs: number): number;
}

interface CallCounterParts {
  readonly now: () => number;
  /** How many calls of one caller and intent are worth keeping. */
  readonly callsToKeep: () => number;
}

export function createCallCounter({ now, callsToKeep }: CallCounterParts): CallCounter {
  const timesOf = new Map<string, number[]>();
  return {
    note(call) {
      const keep = callsToKeep();
      if (keep === 0) return;
      const times = timesOf.get(keyOf(call)) ?? [];
      times.push(now());
      /* Cut now and then only, so that a call does not move thousands of numbers. */
      timesOf.set(keyOf(call), times.length < 2 * keep ? times : times.slice(-keep));
    },
    within(call, windowMs) {
      const since = now() - windowMs;
      const times = timesOf.get(keyOf(call)) ?? [];
      return times.filter((at) => at > since).length;
    },
  };
}

function keyOf({ caller, intent }: CountedCall): string {
  return `${caller} ${intent}`;
}
