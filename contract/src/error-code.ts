import { z } from 'zod';

/**
 * Every code that an `error` can carry, with the HTTP status that it travels under.
 * Codes are stable: clients switch on them. New ones may be added.
 */
export const httpStatusOfCode = {
  invalid_json: 400,
  invalid_encoding: 400,
  duplicate_key: 400,
  forbidden_key: 400,
  too_deep: 400,
  invalid_request: 400,
  invalid_inputs: 400,
  unauthenticated: 401,
  owner_only: 403,
  denied: 403,
  foreign_host: 403,
  preview_not_yours: 403,
  report_refused: 403,
  unknown_path: 404,
  unknown_intent: 404,
  unknown_preview: 404,
  job_not_found: 404,
  receipt_not_found: 404,
  result_not_found: 404,
  memory_not_found: 404,
  host_unknown: 404,
  approval_not_found: 404,
  caller_not_found: 404,
  key_not_found: 404,
  client_not_found: 404,
  caller_exists: 409,
  job_settled: 409,
  cancelled: 409,
  preview_changed: 409,
  review_needed: 409,
  preview_spent: 409,
  preview_expired: 410,
  approval_decided: 409,
  approval_expired: 410,
  forgotten: 410,
  request_timeout: 408,
  body_too_large: 413,
  unsupported_media_type: 415,
  callback_refused: 422,
  command_refused: 422,
  not_a_peek: 422,
  idempotency_key_reused: 422,
  mode_unavailable: 422,
  key_in_url: 400,
  rate_limited: 429,
  headers_too_large: 431,
  outcome_unknown: 500,
  internal: 500,
  ssh_key_unusable: 500,
  engine_failed: 502,
  host_key_unknown: 502,
  host_key_changed: 502,
  ssh_auth_failed: 502,
  ssh_unreachable: 502,
  engine_unavailable: 503,
  storage_unavailable: 503,
  overloaded: 503,
  shutting_down: 503,
  deadline_exceeded: 504,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof httpStatusOfCode;

/* Object.keys forgets the literal types; the table above is their only source. */
export const ErrorCode = z.enum(Object.keys(httpStatusOfCode) as [ErrorCode, ...ErrorCode[]]);

/** What went wrong, for programs (`code`), for people (`message`) and for models (`hint`: what to do now). */
export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  hint: z.string(),
  retryable: z
    .boolean()
    .describe('true: the same request may be sent again, because nothing happened'),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
