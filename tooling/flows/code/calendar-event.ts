import { rowsOf } from './rows.ts';

interface ScheduleInputs {
  title: string;
  start: string;
  end?: string;
  duration_minutes?: number;
  attendees?: string[];
  calendar?: string;
  location?: string;
  description?: string;
}

export interface CalendarEvent {
  title: string;
  start: string;
  end: string;
  attendees: string[];
  calendar: string;
  location: string;
  description: string;
}

interface BusyEvent {
  id?: string;
  summary?: string;
  status?: string;
  transparency?: string;
  start?: { dateTime?: string; date?: string };
  end?: { dateTime?: string; date?: string };
}

/** The event that is asked for. `toIso` gives the UTC time of a text, or null where it is none. */
export function eventOf(
  inputs: ScheduleInputs,
  toIso: (text: string) => string | null,
): CalendarEvent {
  const start = toIso(inputs.start);
  if (start === null)
    throw new Error(`"start" must look like "2027-03-01T10:00", not "${inputs.start}".`);
  const minutes = inputs.duration_minutes ?? 30;
  const end =
    inputs.end === undefined
      ? new Date(new Date(start).getTime() + minutes * 60_000).toISOString()
      : toIso(inputs.end);
  if (end === null || end <= start) throw new Error('"end" must be a time after "start".');
  return {
    title: inputs.title,
    start,
    end,
    attendees: inputs.attendees ?? [],
    calendar: inputs.calendar ?? 'primary',
    location: inputs.location ?? '',
    description: inputs.description ?? '',
  };
}

/** What a dry run shows: the event, and what is in its way. */
export function previewEvent(event: CalendarEvent, others: BusyEvent[]) {
  const conflicts = rowsOf(others, ({ id, start }) => Boolean(id && start), 'The calendar')
    .filter(({ status, transparency }) => status !== 'cancelled' && transparency !== 'transparent')
    .map(({ summary, start, end }) => ({
      title: summary ?? '(no title)',
      start: start?.dateTime ?? start?.date,
      end: end?.dateTime ?? end?.date,
    }));
  const invited =
    event.attendees.length === 0
      ? ''
      : `, and ${event.attendees.join(', ')} would be invited by mail`;
  const clash =
    conflicts.length === 0
      ? ''
      : ` At that time there is already: ${conflicts.map(({ title }) => title).join(', ')}.`;
  return {
    result: {
      dry_run: true,
      note: `"${event.title}" would be put into the calendar at ${event.start}${invited}.${clash}`,
      would_schedule: event,
      conflicts,
    },
    plan: { event },
  };
}

/** An id that is the same for the same run, so that Google refuses a second event of it. */
export function eventIdOf(jobId: string): string {
  return Array.from(`tutti ${jobId}`, (letter) => letter.codePointAt(0)?.toString(16)).join('');
}

/** What came of it. The same run, sent twice, finds its event there already. */
export function scheduledEvent(
  answer: { id?: string; etag?: string; htmlLink?: string; error?: string },
  { id, ...scheduled }: CalendarEvent & { id: string },
) {
  if (answer.id !== undefined && answer.etag !== undefined) {
    return { result: { event_id: answer.id, link: answer.htmlLink, scheduled } };
  }
  if (/already exists|duplicate|409/i.test(answer.error ?? '')) {
    return { result: { event_id: id, scheduled, was_there: true } };
  }
  throw new Error(answer.error ?? 'Google Calendar did not confirm the event.');
}
