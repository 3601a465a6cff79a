interface CliErrorOptions {
  /** What to do now. */
  readonly hint?: string;
  /** What `--json` prints instead, such as the answer of the gateway. */
  readonly body?: unknown;
  readonly cause?: unknown;
}

/** A failure that is told in one sentence and ends the command with exit code 1. */
export class CliError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly body: unknown;

  constructor(code: string, message: string, options: CliErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CliError';
    this.code = code;
    this.hint = options.hint;
    this.body = options.body;
  }
}
