export type StopReason = 'cancelled' | 'deadline' | 'shutdown';

/** Ends one execution, once. Its signal is made only for those who look at it: most reads end before anybody does. */
export interface StopSwitch {
  readonly signal: AbortSignal;
  stop(reason: StopReason): void;
  /** Calls back once, at the stop; at once where that was before. */
  onStop(listener: (reason: StopReason) => void): void;
}

/* A class, because each call makes one: methods of a literal would be made anew with it. */
class ExecutionStop implements StopSwitch {
  #controller: AbortController | undefined;
  #reason: StopReason | undefined;
  #listener: ((reason: StopReason) => void) | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  stop(reason: StopReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#listener?.(reason);
    this.#controller?.abort(reason);
  }

  onStop(listener: (reason: StopReason) => void): void {
    this.#listener = listener;
    if (this.#reason) listener(this.#reason);
  }
}

export function createStopSwitch(): StopSwitch {
  return new ExecutionStop();
}
