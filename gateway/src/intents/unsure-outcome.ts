interface UnsureOutcomeOptions {
  readonly hint?: string;
  readonly details?: Record<string, unknown>;
  readonly cause?: unknown;
}

/**
 * Thrown by an engine where the far side may have done it. `because` ends the sentence
 * "It is not known whether this happened: …". Where a repeat is harmless, the run has simply failed.
 */
export class UnsureOutcome extends Error {
  readonly hint: string | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(because: string, { hint, details, cause }: UnsureOutcomeOptions = {}) {
    super(because, cause === undefined ? undefined : { cause });
    this.name = 'UnsureOutcome';
    this.hint = hint;
    this.details = details;
  }
}
