export type StopReason = 'cancelled' | 'deadline' | 'shutdown';

/** Ends one execution, once. Its signal is made only for those who look at it: most reads end before anybody does. */
export interface StopSwitch {
  readonly signal: AbortSignal;
  readonly reason: StopReason | undefined;
  /** Rejects when the execution is stopped, never resolves. */
  readonly stopped: Promise<never>;
  stop(reason: StopReason): void;
}

export function createStopSwitch(): StopSwitch {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  stopped.catch(() => undefined);
  let controller: AbortController | undefined;
  let stoppedFor: StopReason | undefined;
  return {
    stopped,
    get reason() {
      return stoppedFor;
    },
    get signal() {
      controller ??= new AbortController();
      if (stoppedFor) controller.abort(stoppedFor);
      return controller.signal;
    },
    stop(reason) {
      if (stoppedFor) return;
      stoppedFor = reason;
      controller?.abort(reason);
      reject(new Error(`stopped: ${reason}`));
    },
  };
}
