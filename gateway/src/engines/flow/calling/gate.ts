/** Lets a fixed number through at once; the others wait for their turn, in order. */
export interface Gate {
  /** Resolves with what lets the next one in, to be called once. Rejects with the reason of the signal. */
  enter(signal: AbortSignal): Promise<() => void>;
  waiting(): number;
}

export function createGate(places: number): Gate {
  /* A set keeps the order, and lets go of those who left in no time. */
  const queue = new Set<() => void>();
  let taken = 0;
  const leave = () => {
    const [next] = queue;
    if (next === undefined) return void (taken -= 1);
    queue.delete(next);
    next();
  };
  const ticket = () => {
    let isUsed = false;
    return () => {
      if (isUsed) return;
      isUsed = true;
      leave();
    };
  };
  return {
    waiting: () => queue.size,
    async enter(signal) {
      signal.throwIfAborted();
      if (taken < places) {
        taken += 1;
        return ticket();
      }
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const letIn = () => resolve(undefined);
      const giveUp = () => {
        queue.delete(letIn);
        reject(new Error('gave up waiting'));
      };
      queue.add(letIn);
      signal.addEventListener('abort', giveUp, { once: true });
      await promise.finally(() => signal.removeEventListener('abort', giveUp));
      return ticket();
    },
  };
}
