/** Calls that go on, by session and id of their request, so that a notice in another request can cancel one. */
export interface OpenCalls {
  /** Gives the signal of the call, and what ends its entry. */
  open(session: string, requestId: string | number): { cancel: AbortSignal; close: () => void };
  cancel(session: string, requestId: unknown): void;
}

export function createOpenCalls(): OpenCalls {
  const open = new Map<string, AbortController>();
  const keyOf = (session: string, requestId: unknown) => JSON.stringify([session, requestId]);
  return {
    open(session, requestId) {
      const key = keyOf(session, requestId);
      const controller = new AbortController();
      open.set(key, controller);
      const close = () => {
        if (open.get(key) === controller) open.delete(key);
      };
      return { cancel: controller.signal, close };
    },
    cancel: (session, requestId) => open.get(keyOf(session, requestId))?.abort(),
  };
}
