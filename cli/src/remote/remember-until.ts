import { CliError } from '../shared/cli-error.ts';

interface RememberOptions {
  /** How long, such as "7d". */
  readonly remember?: string;
  /** Until when, as a date or a time. */
  readonly rememberUntil?: string;
}

const unitMs = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** Until when a request is not asked again (ISO 8601), or undefined where it is asked each time. */
export function rememberUntil(
  { remember, rememberUntil }: RememberOptions,
  now: number,
): string | undefined {
  if (remember !== undefined && rememberUntil !== undefined) {
    throw new CliError('remember_twice', 'Give --remember or --remember-until, not both.');
  }
  if (remember !== undefined) return new Date(now + durationMs(remember)).toISOString();
  return rememberUntil === undefined ? undefined : timeOf(rememberUntil);
}

function durationMs(text: string): number {
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  if (unit === undefined) {
    throw new CliError(
      'invalid_duration',
      `--remember takes a time such as 12h, 7d or 4w, not "${text}".`,
    );
  }
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}

/* A day means all of it, wherever one is: it ends with the day of UTC, as on the page. */
function timeOf(text: string): string {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text;
  const ms = Date.parse(full);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new CliError(
    'invalid_date',
    `--remember-until takes a date such as 2026-12-31, or a time such as 2026-12-31T18:00:00Z, not "${text}".`,
  );
}
