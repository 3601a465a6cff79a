/** Calls that go on, by session and id of their request, so that a notice in another request can cancel one. */
export interface OpenCalls {
  /** Gives the signal of the call, and what ends its entry. */
  open(session: string, requestId: string | number): { cancel: AbortSignal; close: () => void };
  cancel(session: string, requestId: unknown): void;
}

interface OpenCall {
  readonly session: string;
  readonly requestId: unknown;
  readonly controller: AbortController;
}

export function createOpenCalls(): OpenCalls {
  /* There are few at a time, and hardly one is ever looked for (decisions/0054). */
  const open: OpenCall[] = [];
  return {
    open(session, requestId) {
      const controller = new AbortController();
      const call = { session, requestId, controller };
      open.push(call);
      const close = () => {
        const at = open.lastIndexOf(call);
        const last = at < 0 ? undefined : open.pop();
        if (last && last !== call) open[at] = last;
      };
      return { cancel: controller.signal, close };
    },
    cancel(session, requestId) {
      for (const call of open) {
        if (call.session === session && call.requestId === requestId) call.controller.abort();
      }
    },
  };
}
