import { timingSafeEqual } from 'node:crypto';

/** Tokens last this much longer than the run may take: what comes late is still worth knowing. */
const graceMs = 24 * 60 * 60_000;

/** What a flow may prove itself by, and nothing more: one attempt of one run. */
export interface RunTokens {
  make(attempt: AttemptOfRun & { readonly deadlineAt: number }): string;
  /** The attempt that the token is good for, or why it is not. */
  check(runId: string, token: string): TokenVerdict;
}

export interface AttemptOfRun {
  readonly runId: string;
  readonly attempt: number;
}

export type TokenVerdict =
  | { readonly kind: 'good'; readonly attempt: number }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'expired' };

/** Nothing is stored: the token says what it is for, and its 256-bit MAC that we said so. */
export function createRunTokens({
  macOf,
  now,
}: {
  /** Keyed by the pepper, for this purpose only. */
  macOf: (text: string) => string;
  now: () => number;
}): RunTokens {
  const textOf = (runId: string, attempt: string, expires: string) =>
    `${runId}.${attempt}.${expires}`;
  return {
    make({ runId, attempt, deadlineAt }) {
      const expires = Math.ceil((deadlineAt + graceMs) / 1000).toString(36);
      const mac = macOf(textOf(runId, String(attempt), expires));
      return `tfl_${attempt}_${expires}_${mac}`;
    },
    check(runId, token) {
      const match = /^tfl_(\d{1,9})_([0-9a-z]{1,9})_([\w-]{43})$/.exec(token);
      const [, attempt = '', expires = '', mac = ''] = match ?? [];
      const expected = macOf(textOf(runId, attempt, expires));
      if (!match || !isEqual(mac, expected)) return { kind: 'wrong' };
      if (Number.parseInt(expires, 36) * 1000 < now()) return { kind: 'expired' };
      return { kind: 'good', attempt: Number(attempt) };
    },
  };
}

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
