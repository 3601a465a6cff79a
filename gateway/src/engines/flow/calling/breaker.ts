const failuresUntilOpen = 5;
const firstPauseMs = 2000;
const longestPauseMs = 30_000;

/** Keeps calls away from a provider that fails again and again, and lets one through from time to time. */
export interface Breaker {
  /** A pass, or how long no call is let through. */
  ask(): { readonly kind: 'pass'; tell(went: 'well' | 'badly'): void } | Blocked;
  isOpen(): boolean;
}

interface Blocked {
  readonly kind: 'blocked';
  readonly forMs: number;
}

export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let pauseMs = 0;
  let closedAt = 0;
  let isProbing = false;
  const isOpen = () => failures >= failuresUntilOpen;
  const fail = () => {
    failures += 1;
    if (!isOpen()) return;
    pauseMs = Math.min(longestPauseMs, pauseMs === 0 ? firstPauseMs : pauseMs * 2);
    closedAt = now() + pauseMs;
  };
  const recover = () => {
    failures = 0;
    pauseMs = 0;
  };
  const passOf = (isProbe: boolean) => {
    let isTold = false;
    return {
      kind: 'pass' as const,
      tell(went: 'well' | 'badly') {
        if (isTold) return;
        isTold = true;
        if (isProbe) isProbing = false;
        /* Calls that began before it opened say nothing new when they fail. */
        if (went === 'well') recover();
        else if (isProbe || !isOpen()) fail();
      },
    };
  };
  return {
    isOpen,
    ask() {
      if (!isOpen()) return passOf(false);
      const forMs = closedAt - now();
      if (forMs > 0 || isProbing) return { kind: 'blocked', forMs: Math.max(forMs, 1000) };
      isProbing = true;
      return passOf(true);
    },
  };
}
