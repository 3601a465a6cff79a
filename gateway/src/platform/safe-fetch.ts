import type { ErrorCode } from '#contract';

/** Sends a request to an address that somebody else chose, and only where that is allowed. */
export interface SafeFetch {
  /**
   * Says whether `url` may be called at all, looking up its name.
   * A refusal is an expected outcome, so it is returned, not thrown.
   */
  check(url: string, allowed: AllowedHosts): Promise<UrlVerdict>;
  /**
   * Posts `body`, follows no redirect, reads at most `maxResponseBytes` of what comes in time. Rejects where
   * `check` would refuse (`callback_refused`; retryable where only the addresses of the name are at fault).
   */
  post(request: SafePost): Promise<SafeResponse>;
  /** Gets what is there, by the same rules. */
  get(request: SafeGet): Promise<SafeResponse>;
}

/**
 * Hosts that may be called: a name or a literal address, with a port or for any.
 * A name leads to public addresses only; one that is private, loopback or link-local is listed as itself.
 */
export type AllowedHosts = readonly string[];

export type UrlVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly reason: string };

export interface SafePost {
  readonly url: string;
  /** `anywhere`: the owner chose the address, so it may well be in their own network. */
  readonly allowed: AllowedHosts | 'anywhere';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

export type SafeGet = Omit<SafePost, 'body'>;

export interface SafeResponse {
  readonly status: number;
  readonly body: string;
}
