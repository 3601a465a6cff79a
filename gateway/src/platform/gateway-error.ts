import type { ErrorBody, ErrorCode } from '#contract';

interface GatewayErrorOptions {
  /** What to do now, for a model or a person. */
  readonly hint: string;
  /** True only where it is certain that nothing happened. */
  readonly retryable?: boolean;
  readonly details?: Record<string, unknown>;
  readonly cause?: unknown;
}

/** The one error class: a stable code, a sentence, and a hint that can be acted on. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly retryable: boolean;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.details = options.details;
  }
}

/** What of an error may leave the house. Anything that is not ours says only that it is a fault of the gateway. */
export function errorBodyOf(error: unknown): ErrorBody {
  if (!(error instanceof GatewayError)) return internalErrorBody;
  const { code, message, hint, retryable, details } = error;
  return details === undefined
    ? { code, message, hint, retryable }
    : { code, message, hint, retryable, details };
}

const internalErrorBody: ErrorBody = {
  code: 'internal',
  message: 'The gateway failed to carry out this call.',
  hint: 'This is a fault of the gateway, not of the request. Tell the owner the trace_id; its log has the cause.',
  retryable: false,
};
