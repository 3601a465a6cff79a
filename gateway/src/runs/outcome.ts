import type { Effect, ErrorBody, JobStatus, Repeat } from '#contract';
import { errorBodyOf, GatewayError } from '../platform/gateway-error.ts';
import { UnsureOutcome } from '../intents/unsure-outcome.ts';
import type { JsonValue } from '../platform/json.ts';
import type { StoreChange } from '../platform/store-change.ts';

/** How an execution ended, as the engine left it. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly result: JsonValue;
      readonly changes: readonly StoreChange[];
      readonly executionUrl?: string | undefined;
    }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'timed_out'; readonly deadlineMs: number }
  | { readonly kind: 'cancelled' }
  /** The owner said no, or did not decide in time: it never began. */
  | { readonly kind: 'denied'; readonly why: 'denied' | 'expired' }
  /** The process that ran it is gone. */
  | { readonly kind: 'lost' };

/**
 * What is recorded of it. `freesKey`: the same key may run again, because the effect certainly did not
 * happen, or because the run failed inside and repeating it is harmless.
 */
export type Settlement =
  | {
      readonly status: 'success';
      readonly result: JsonValue;
      readonly changes: readonly StoreChange[];
      readonly executionUrl?: string | undefined;
      readonly freesKey: false;
    }
  | {
      readonly status: Extract<JobStatus, 'error' | 'cancelled' | 'unknown' | 'denied' | 'expired'>;
      readonly error: ErrorBody;
      readonly freesKey: boolean;
    };

/**
 * An error that certainly came before the effect may be tried again. A definite failure stays as it is.
 * Where the effect may have begun and repeating is not declared harmless, the outcome is unknown.
 */
export function decideSettlement(
  outcome: Outcome,
  { repeat, effect }: { repeat: Repeat; effect: Effect },
): Settlement {
  const harmless = effect === 'read' || repeat === 'safe';
  switch (outcome.kind) {
    case 'done':
      return {
        status: 'success',
        result: outcome.result,
        changes: outcome.changes,
        executionUrl: outcome.executionUrl,
        freesKey: false,
      };
    case 'threw':
      return settleThrown(outcome.error, harmless);
    case 'timed_out':
      return harmless
        ? failed(timedOut(outcome.deadlineMs))
        : unknown('it did not end within its deadline');
    case 'cancelled':
      return harmless
        ? { status: 'cancelled', error: errorBodyOf(cancelled()), freesKey: true }
        : unknown('it was cancelled while it ran');
    case 'denied':
      return { status: outcome.why, error: errorBodyOf(notApproved(outcome.why)), freesKey: true };
    case 'lost':
      return unknown('the gateway stopped while it ran');
    default:
      return outcome satisfies never;
  }
}

/** Where a person can look at what happened, as far as the engine said. */
export function executionUrlOf(settlement: Settlement): string | undefined {
  if (settlement.status === 'success') return settlement.executionUrl;
  const url = settlement.error.details?.['execution_url'];
  return typeof url === 'string' ? url : undefined;
}

function settleThrown(error: unknown, harmless: boolean): Settlement {
  if (error instanceof GatewayError) {
    if (error.code !== 'cancelled' || !error.retryable) return failed(error);
    return { status: 'cancelled', error: errorBodyOf(error), freesKey: true };
  }
  if (error instanceof UnsureOutcome) {
    return harmless ? failed(harmlessFailure(error)) : unknown(error.message, error);
  }
  return harmless ? failed(error, { freesKey: true }) : unknown('the engine failed while it ran');
}

function failed(error: unknown, { freesKey = false } = {}): Settlement {
  const body = errorBodyOf(error);
  return { status: 'error', error: body, freesKey: freesKey || body.retryable };
}

function unknown(
  because: string,
  { hint, details }: Pick<Partial<UnsureOutcome>, 'hint' | 'details'> = {},
): Settlement {
  const error = new GatewayError(
    'outcome_unknown',
    `It is not known whether this happened: ${because}.`,
    {
      hint: `Do not repeat it. Look whether it happened, or ask the owner, who settles it with "tutti jobs resolve <job_id> --happened" or "--not".${hint === undefined ? '' : ` ${hint}`}`,
      ...(details && { details }),
    },
  );
  return { status: 'unknown', error: errorBodyOf(error), freesKey: false };
}

function harmlessFailure({ message, hint = '', details }: UnsureOutcome): GatewayError {
  return new GatewayError('engine_failed', `It did not come to an end: ${message}.`, {
    hint: `It is harmless to repeat it. ${hint}`.trimEnd(),
    retryable: true,
    ...(details && { details }),
  });
}

function timedOut(deadlineMs: number): GatewayError {
  return new GatewayError(
    'deadline_exceeded',
    `The run did not end within ${deadlineMs / 1000} s.`,
    {
      hint: 'It is harmless to repeat it. Ask for less, or try again later.',
      retryable: true,
    },
  );
}

function notApproved(why: 'denied' | 'expired'): GatewayError {
  return why === 'denied'
    ? new GatewayError('denied', 'The owner denied this request.', {
        hint: 'Nothing was done. Do not send it again unless the owner asks for it.',
      })
    : new GatewayError('approval_expired', 'The owner did not decide in time.', {
        hint: 'Nothing was done. Send the request again to ask the owner anew.',
        retryable: true,
      });
}

function cancelled(): GatewayError {
  return new GatewayError('cancelled', 'The run was cancelled.', {
    hint: 'It is harmless to repeat it. Send the request again to run it anew.',
    retryable: true,
  });
}
