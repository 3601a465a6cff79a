/** Lets so many in at once; the others wait in line, in their order. */
export interface Bulkhead {
  /** At once where there is room. Rejects when the signal is aborted before that, and where the line is full. */
  enter(waiting: { readonly signal: AbortSignal }): (() => void) | Promise<() => void>;
  readonly inside: () => number;
}

export function createBulkhead({
  atOnce,
  inLine,
}: {
  readonly atOnce: number;
  readonly inLine: number;
}): Bulkhead {
  let inside = 0;
  const line = new Set<() => void>();
  const leave = () => {
    const [next] = line;
    if (!next) {
      inside -= 1;
      return;
    }
    line.delete(next);
    next();
  };
  const leaveOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  };
  const wait = async (signal: AbortSignal) => {
    signal.throwIfAborted();
    if (line.size >= inLine) throw new LineFull();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      line.delete(resolve);
      reject(signal.reason);
    };
    line.add(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    return leaveOnce();
  };
  return {
    inside: () => inside,
    enter(waiting) {
      if (inside >= atOnce) return wait(waiting.signal);
      inside += 1;
      return leaveOnce();
    },
  };
}

export class LineFull extends Error {}
