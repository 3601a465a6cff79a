import type { Stopping } from '../platform/stopping.ts';

export type StopReason = 'cancelled' | 'deadline' | 'shutdown';

/** Ends one execution, once. */
export interface StopSwitch extends Stopping {
  stop(reason: StopReason): void;
  onStop(listener: (reason: StopReason) => void): void;
}

/* A class, because each call makes one: methods of a literal would be made anew with it. */
class ExecutionStop implements StopSwitch {
  #controller: AbortController | undefined;
  #reason: StopReason | undefined;
  #listeners: ((reason: StopReason) => void)[] | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  stop(reason: StopReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    for (const listener of this.#listeners ?? []) listener(reason);
    this.#controller?.abort(reason);
  }

  onStop(listener: (reason: StopReason) => void): void {
    if (this.#reason) listener(this.#reason);
    else if (this.#listeners) this.#listeners.push(listener);
    else this.#listeners = [listener];
  }
}

export function createStopSwitch(): StopSwitch {
  return new ExecutionStop();
}
