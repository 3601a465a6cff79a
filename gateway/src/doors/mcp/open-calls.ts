import type { Stopping } from '../../platform/stopping.ts';
import { createStopSwitch, type StopSwitch } from '../../runs/stop-switch.ts';

/** Calls that go on, by session and id of their request, so that a notice in another request can cancel one. */
export interface OpenCalls {
  /** Gives what hears that the call is cancelled, and what ends its entry. */
  open(session: string, requestId: string | number): { cancel: Stopping; close: () => void };
  cancel(session: string, requestId: unknown): void;
}

interface OpenCall {
  readonly session: string;
  readonly requestId: unknown;
  readonly cancel: StopSwitch;
}

export function createOpenCalls(): OpenCalls {
  /* There are few at a time, and hardly one is ever looked for (decisions/0054). */
  const open: OpenCall[] = [];
  return {
    open(session, requestId) {
      const cancel = createStopSwitch();
      const call = { session, requestId, cancel };
      open.push(call);
      const close = () => {
        const at = open.lastIndexOf(call);
        const last = at < 0 ? undefined : open.pop();
        if (last && last !== call) open[at] = last;
      };
      return { cancel, close };
    },
    cancel(session, requestId) {
      for (const call of open) {
        if (call.session === session && call.requestId === requestId) call.cancel.stop('cancelled');
      }
    },
  };
}
