/** A bucket that fills evenly and holds one minute's worth of calls. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export type RateVerdict =
  | { readonly kind: 'allowed'; readonly bucket: Bucket }
  | { readonly kind: 'limited'; readonly retryAfterMs: number };

export function takeToken(
  bucket: Bucket | undefined,
  { now, perMinute }: { now: number; perMinute: number },
): RateVerdict {
  /* A bucket of the future means that the clock was set back: it would fill for nobody knows how long. */
  const known = bucket && bucket.at <= now ? bucket : undefined;
  const refilled = known ? known.tokens + ((now - known.at) * perMinute) / 60_000 : perMinute;
  const tokens = Math.min(perMinute, refilled);
  if (tokens >= 1) return { kind: 'allowed', bucket: { tokens: tokens - 1, at: now } };
  return { kind: 'limited', retryAfterMs: Math.ceil(((1 - tokens) * 60_000) / perMinute) };
}

/** Holds the buckets of one replica. */
export interface RateLimiter {
  /** Milliseconds to wait, or undefined where the call may go on. */
  limitedFor(caller: string, perMinute: number): number | undefined;
}

export function createRateLimiter(now: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    limitedFor(caller, perMinute) {
      const verdict = takeToken(buckets.get(caller), { now: now(), perMinute });
      if (verdict.kind === 'limited') return verdict.retryAfterMs;
      buckets.set(caller, verdict.bucket);
      return undefined;
    },
  };
}
