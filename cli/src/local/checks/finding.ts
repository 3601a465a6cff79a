/** What one look at the installation gave; `mend` says what to do about it. */
export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  readonly message: string;
  readonly mend?: string;
}

export type Verdict = 'ok' | 'warn' | 'fail';

/** Findings of one check, by its name. */
export function findingsOf(check: string) {
  return {
    ok: (message: string): Finding => ({ check, verdict: 'ok', message }),
    warn: (message: string, mend: string): Finding => ({ check, verdict: 'warn', message, mend }),
    fail: (message: string, mend: string): Finding => ({ check, verdict: 'fail', message, mend }),
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
