import type { Clock } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { AllowedHosts, SafeFetch } from '../platform/safe-fetch.ts';
import type { AttemptResult } from './decide-delivery.ts';
import type { DueCallback } from './outbox-store.ts';
import { signCallback } from './sign-callback.ts';

export interface Destination {
  readonly allowed: AllowedHosts | 'anywhere';
  /** Signs by Standard Webhooks; absent where the receiver knows nothing of that. */
  readonly secret?: string;
}

export interface AttemptOptions {
  readonly safeFetch: SafeFetch;
  /** Where it may go and what signs it; undefined where it may not go there any more. */
  readonly destinationOf: (callback: DueCallback) => Destination | undefined;
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
  const { safeFetch, destinationOf, clock, version, timeoutMs } = options;
  const destination = destinationOf(callback);
  if (!destination) return { kind: 'forbidden', why: 'it may not go there any more' };
  const { allowed, secret } = destination;
  const now = new Date(clock.now());
  const signed = secret === undefined ? {} : await signCallback(callback, { secret, now });
  const headers = {
    'content-type': 'application/json',
    'user-agent': `tutti/${version}`,
    ...callback.headers,
    ...signed,
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
