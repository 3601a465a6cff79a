export type StopReason = 'cancelled' | 'deadline' | 'shutdown';

/** Ends one execution, once. Its signal is made only for those who look at it: most reads end before anybody does. */
export interface StopSwitch {
  readonly signal: AbortSignal;
  stop(reason: StopReason): void;
  /** Calls back once, at the stop; at once where that was before. */
  onStop(listener: (reason: StopReason) => void): void;
}

export function createStopSwitch(): StopSwitch {
  let controller: AbortController | undefined;
  let stoppedFor: StopReason | undefined;
  let tell: ((reason: StopReason) => void) | undefined;
  return {
    get signal() {
      controller ??= new AbortController();
      if (stoppedFor) controller.abort(stoppedFor);
      return controller.signal;
    },
    stop(reason) {
      if (stoppedFor) return;
      stoppedFor = reason;
      tell?.(reason);
      controller?.abort(reason);
    },
    onStop(listener) {
      tell = listener;
      if (stoppedFor) listener(stoppedFor);
    },
  };
}
