import type { Clock } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { AllowedHosts, SafeFetch } from '../platform/safe-fetch.ts';
import type { AttemptResult } from './decide-delivery.ts';
import type { DueCallback } from './outbox-store.ts';
import { signCallback } from './sign-callback.ts';

export interface AttemptOptions {
  readonly safeFetch: SafeFetch;
  /** Where callbacks of a caller may go; undefined where it was revoked. */
  readonly hostsOf: (caller: string) => AllowedHosts | undefined;
  readonly secretOf: (caller: string) => string;
  readonly clock: Clock;
  /** Of the gateway, for the `user-agent`. */
  readonly version: string;
  readonly timeoutMs: number;
}

/** Posts a callback once, if the owner still allows it. What the receiver says beyond its status is of no interest. */
export async function attemptDelivery(
  callback: DueCallback,
  options: AttemptOptions,
): Promise<AttemptResult> {
  const { safeFetch, hostsOf, secretOf, clock, version, timeoutMs } = options;
  const allowed = hostsOf(callback.caller);
  if (allowed === undefined) return { kind: 'forbidden', why: 'the caller was revoked' };
  const headers = {
    'content-type': 'application/json',
    'user-agent': `tutti/${version}`,
    ...signCallback(callback, {
      secret: secretOf(callback.caller),
      now: new Date(clock.now()),
    }),
  };
  const { url, body } = callback;
  return safeFetch.post({ url, allowed, headers, body, timeoutMs, maxResponseBytes: 4096 }).then(
    ({ status }) => ({ kind: 'answered', status }),
    (error: unknown) => resultOfError(error),
  );
}

function resultOfError(error: unknown): AttemptResult {
  if (error instanceof GatewayError && error.code === 'callback_refused') {
    return { kind: error.retryable ? 'failed' : 'forbidden', why: error.message };
  }
  if (!(error instanceof Error)) return { kind: 'failed', why: 'no connection' };
  if (error.name === 'TimeoutError') return { kind: 'failed', why: 'no answer in time' };
  const why = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { kind: 'failed', why };
}
