/* Timers take no more: a stream that lasts 24 days may well be opened anew. */
const longestTimerMs = 2 ** 31 - 1;

/** What is open under a key or token, so that it ends with that. */
export interface OpenSessions {
  /** Aborted when the session is ended, or after `leftMs`. */
  signalOf(id: string, leftMs: number | undefined): AbortSignal;
  /** Ends the sessions of which this is true. */
  endWhere(isOver: (id: string) => boolean): void;
}

export function createOpenSessions(): OpenSessions {
  const sessions = new Map<string, AbortController>();
  return {
    signalOf(id, leftMs) {
      const open = sessions.get(id) ?? new AbortController();
      sessions.set(id, open);
      if (leftMs === undefined) return open.signal;
      const timeout = AbortSignal.timeout(Math.min(longestTimerMs, leftMs));
      return AbortSignal.any([open.signal, timeout]);
    },
    endWhere(isOver) {
      for (const [id, session] of sessions) {
        if (!isOver(id)) continue;
        session.abort();
        sessions.delete(id);
      }
    },
  };
}
