/** When something was said, going by the words of a question: a place in the calendar, or a stretch of time. */
export type TimeCue =
  | {
      readonly kind: 'calendar';
      readonly year?: number;
      readonly month?: number;
      readonly day?: number;
    }
  | { readonly kind: 'stretch'; readonly from: number; readonly until: number };

const dayMs = 24 * 60 * 60_000;

const months =
  `january february march april may june july august september october november december`.split(
    ' ',
  );
const monthNames = `${months.join('|')}|${months.map((name) => name.slice(0, 3)).join('|')}|sept`;
const weekdays = `sunday monday tuesday wednesday thursday friday saturday`.split(' ');
const daysOf = { day: 1, week: 7, month: 30, year: 365 } as const;
const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  few: 3,
};

/** Reads "on 8 May 2023", "in May", "last May", "yesterday", "two weeks ago"; relative ones from `now`. */
export function readTimeCue(query: string, now: number): TimeCue | undefined {
  const text = query.toLowerCase();
  return (
    isoDay(text) ??
    relativeMonth(text, now) ??
    namedDay(text) ??
    agoOf(text, now) ??
    relativeDay(text, now)
  );
}

/** How well a time fits: 0 not at all, up to 1 for the very day. */
export function fitOfTime(cue: TimeCue, at: number): number {
  if (cue.kind === 'stretch') return fitOfStretch(cue, at);
  const date = new Date(at);
  if (cue.year !== undefined && cue.year !== date.getUTCFullYear()) return 0;
  if (cue.month === undefined) return 0.1;
  if (cue.month !== date.getUTCMonth()) return 0;
  return cue.day !== undefined && cue.day === date.getUTCDate() ? 1 : 0.33;
}

function fitOfStretch({ from, until }: { from: number; until: number }, at: number): number {
  if (at < from || at >= until) return 0;
  const days = (until - from) / dayMs;
  if (days <= 3) return 1;
  return days <= 45 ? 0.33 : 0.1;
}

function isoDay(text: string): TimeCue | undefined {
  const found = /\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b/.exec(text);
  if (!found) return undefined;
  const [, year, month, day] = found;
  return calendar({
    year: Number(year),
    month: Number(month) - 1,
    day: day ? Number(day) : undefined,
  });
}

function relativeMonth(text: string, now: number): TimeCue | undefined {
  const found = new RegExp(`\\b(last|this past|this|next) (${monthNames})\\b`).exec(text);
  if (!found) return undefined;
  const [, which = '', name = ''] = found;
  const month = monthOf(name);
  const today = new Date(now);
  const passed = month < today.getUTCMonth() || (which === 'this' && month === today.getUTCMonth());
  const year = today.getUTCFullYear() + yearsFrom(which, passed);
  return { kind: 'calendar', year, month };
}

/* In June, "last May" is of this year and "next May" of the next one. */
function yearsFrom(which: string, passed: boolean): number {
  if (which === 'next') return passed ? 1 : 0;
  if (which === 'this') return 0;
  return passed ? 0 : -1;
}

function namedDay(text: string): TimeCue | undefined {
  const month = new RegExp(
    `\\b(?:(\\d{1,2})(?:st|nd|rd|th)?,? (?:of )?)?(${monthNames})\\b(?:,? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b)?`,
  ).exec(text);
  const year = /\b((?:19|20)\d\d)\b/.exec(text)?.[1];
  if (!month) return year === undefined ? undefined : { kind: 'calendar', year: Number(year) };
  const [, before, name = '', after] = month;
  const day = before ?? after;
  if (isVerb(name, { text, at: month.index, day, year })) return undefined;
  return calendar({
    year: year === undefined ? undefined : Number(year),
    month: monthOf(name),
    day: day === undefined ? undefined : Number(day),
  });
}

interface Around {
  readonly text: string;
  readonly at: number;
  readonly day: string | undefined;
  readonly year: string | undefined;
}

/* "May I come in?", "the dogs march": they are months only after a preposition, or beside a number. */
function isVerb(name: string, { text, at, day, year }: Around): boolean {
  if (!['may', 'march', 'mar', 'sun', 'dec', 'jan'].includes(name)) return false;
  if (day !== undefined || year !== undefined) return false;
  return !/\b(?:in|of|since|during|until|by|for|before|after|early|late|mid)[ -]$/.test(
    text.slice(0, at),
  );
}

function agoOf(text: string, now: number): TimeCue | undefined {
  const found = /\b(\d{1,3}|[a-z]+) (day|week|month|year)s? ago\b/.exec(text);
  if (!found) return undefined;
  const [, many = '', unit] = found;
  const count = numbers[many] ?? Number(many);
  if (!Number.isFinite(count)) return undefined;
  const days = daysOf[unit as keyof typeof daysOf];
  const middle = startOfDay(now) - count * days * dayMs;
  const around = Math.max(1, Math.round(days / 2)) * dayMs;
  return { kind: 'stretch', from: middle - around, until: middle + around + dayMs };
}

function relativeDay(text: string, now: number): TimeCue | undefined {
  const today = startOfDay(now);
  if (/\b(?:today|this morning|tonight)\b/.test(text)) return stretch(today, 1);
  if (/\b(?:yesterday|last night)\b/.test(text)) return stretch(today - dayMs, 1);
  const found = new RegExp(
    `\\b(last|this|past) (week|weekend|month|year|${weekdays.join('|')})\\b`,
  ).exec(text);
  if (!found) return undefined;
  const [, which = '', unit = ''] = found;
  if (weekdays.includes(unit)) return stretch(lastWeekday(today, weekdays.indexOf(unit)), 1);
  const days = daysOf[unit === 'weekend' ? 'week' : (unit as keyof typeof daysOf)];
  return which === 'last'
    ? stretch(today - 1.5 * days * dayMs, 1.5 * days)
    : stretch(today - days * dayMs, days + 1);
}

function lastWeekday(today: number, weekday: number): number {
  const back = (new Date(today).getUTCDay() - weekday + 7) % 7 || 7;
  return today - back * dayMs;
}

function calendar({
  year,
  month,
  day,
}: {
  year: number | undefined;
  month: number;
  day: number | undefined;
}): TimeCue {
  return {
    kind: 'calendar',
    month,
    ...(year !== undefined && { year }),
    ...(day !== undefined && { day }),
  };
}

function stretch(from: number, days: number): TimeCue {
  return { kind: 'stretch', from, until: from + days * dayMs };
}

function startOfDay(at: number): number {
  return Math.floor(at / dayMs) * dayMs;
}

function monthOf(name: string): number {
  return months.findIndex((month) => month.startsWith(name.slice(0, 3)));
}
