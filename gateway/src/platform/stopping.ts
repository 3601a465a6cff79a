/** Hears when something is to end. */
export interface Stopping {
  /** Made by the first who looks at it: most calls end before anybody does. */
  readonly signal: AbortSignal;
  /** Calls back once, when it is to end; at once where that was before. */
  onStop(listener: () => void): void;
}

export function stoppingWith(signal: AbortSignal): Stopping {
  return {
    signal,
    onStop(listener) {
      if (signal.aborted) listener();
      else signal.addEventListener('abort', listener, { once: true });
    },
  };
}
