import { retryDelayMs } from './retry-delay.ts';

/** How an attempt to deliver a callback ended. */
export type AttemptResult =
  | { readonly kind: 'answered'; readonly status: number }
  /** No answer: `why` says it in a few words. */
  | { readonly kind: 'failed'; readonly why: string }
  /** It may not be sent there any more. */
  | { readonly kind: 'forbidden'; readonly why: string };

export type DeliveryDecision =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly inMs: number; readonly why: string }
  | { readonly kind: 'give_up'; readonly why: string };

/** What becomes of a callback after an attempt that had `attempts` others before it. */
export function decideDelivery(
  result: AttemptResult,
  { attempts, jitter }: { attempts: number; jitter: number },
): DeliveryDecision {
  if (result.kind === 'forbidden') return { kind: 'give_up', why: result.why };
  if (result.kind === 'answered') {
    if (result.status >= 200 && result.status < 300) return { kind: 'delivered' };
    // Standard Webhooks: 410 means that the receiver wants no more of this.
    if (result.status === 410) return { kind: 'give_up', why: 'HTTP 410' };
  }
  const why = result.kind === 'answered' ? `HTTP ${result.status}` : result.why;
  const inMs = retryDelayMs(attempts, jitter);
  if (inMs !== undefined) return { kind: 'retry', inMs, why };
  return { kind: 'give_up', why: `${why}, after ${attempts + 1} attempts` };
}
