import { takeToken, type Bucket } from './rate-limit.ts';

const mostAddresses = 1000;

export interface AttemptRates {
  readonly perAddressAMinute: number;
  readonly overallAMinute: number;
}

const ofSignIn: AttemptRates = { perAddressAMinute: 10, overallAMinute: 60 };

/** How often somebody may fail to sign in. */
export interface SignInLimit {
  /** Counts one attempt; gives the milliseconds to wait where there were too many. */
  takeAttempt(address: string): number | undefined;
  /** An attempt that went well does not count. */
  giveBack(address: string): void;
}

export function createSignInLimit(
  now: () => number,
  { perAddressAMinute, overallAMinute }: AttemptRates = ofSignIn,
): SignInLimit {
  const byAddress = new Map<string, Bucket>();
  let all: Bucket | undefined;
  return {
    takeAttempt(address) {
      const here = takeToken(byAddress.get(address), { now: now(), perMinute: perAddressAMinute });
      if (here.kind === 'limited') return here.retryAfterMs;
      const overall = takeToken(all, { now: now(), perMinute: overallAMinute });
      if (overall.kind === 'limited') return overall.retryAfterMs;
      all = overall.bucket;
      if (byAddress.size >= mostAddresses) forgetFilled(byAddress, now());
      byAddress.set(address, here.bucket);
      return undefined;
    },
    giveBack(address) {
      const here = byAddress.get(address);
      if (here) byAddress.set(address, oneMore(here));
      all = all && oneMore(all);
    },
  };
}

function oneMore({ tokens, at }: Bucket): Bucket {
  return { tokens: tokens + 1, at };
}

/* A bucket that has had a minute to fill is as good as none. Sixty attempts a minute make no more than sixty others. */
function forgetFilled(buckets: Map<string, Bucket>, now: number): void {
  for (const [address, { at }] of buckets) {
    if (now - at >= 60_000) buckets.delete(address);
  }
}
