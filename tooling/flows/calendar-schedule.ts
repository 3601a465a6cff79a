import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, googleCalendar } from './nodes.ts';

const INPUTS = `${CALL}.inputs`;
const text = (maxLength: number, description: string) => ({
  type: 'string',
  maxLength,
  description,
});

const EVENT = [
  `const inputs = ${INPUTS};`,
  `const zone = inputs.timezone ?? $now.zoneName;`,
  `const toIso = (text) => DateTime.fromISO(text, { zone }).toUTC().toISO();`,
];

export const calendarSchedule = defineFlow(
  {
    intent: 'calendar.schedule',
    description:
      'Puts an event into Google Calendar and invites people to it. A preview shows the event, and what else is there at that time.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['title', 'start'],
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 300 },
        start: text(40, 'As "2027-03-01T10:00", or with an offset.'),
        end: text(40, 'Default: start and duration_minutes.'),
        duration_minutes: { type: 'integer', minimum: 1, maximum: 10_080, default: 30 },
        timezone: text(
          60,
          'Of times without an offset, such as "Europe/Berlin". Default: that of n8n.',
        ),
        attendees: { type: 'array', maxItems: 50, items: { type: 'string', format: 'email' } },
        location: text(500, 'A place, or a link.'),
        description: text(4000, 'What it is about.'),
        calendar: text(200, 'Id of the calendar. Default: "primary".'),
      },
    },
    outputs: {
      type: 'object',
      properties: {
        event_id: { type: 'string' },
        link: { type: 'string' },
        scheduled: { type: 'object' },
        would_schedule: { type: 'object' },
        conflicts: { type: 'array', items: { type: 'object' } },
      },
    },
    effect: 'outward',
    repeat: 'keyed',
    resource: 'calendar',
    dry_run: true,
    deadline_s: 60,
    examples: [
      {
        say: 'Half an hour with Grace on Monday at ten',
        inputs: { title: 'Grace', start: '2027-03-01T10:00', attendees: ['grace@example.com'] },
      },
    ],
  },
  { answersLater: true, changing: ['Create the event'] },
  ({ graph, preview, run }) => [shown(graph, preview), scheduled(graph, run)],
);

function shown(graph: FlowGraph, preview: Output): Output {
  const wanted = graph.add(
    preview,
    code(
      'The event',
      ['rows', 'calendar-event'],
      [...EVENT, `return [{ json: eventOf(inputs, toIso) }];`].join('\n'),
    ),
  );
  const others = graph.add(
    wanted,
    googleCalendar(
      'What is there already',
      {
        resource: 'event',
        operation: 'getAll',
        calendar: { __rl: true, mode: 'list', value: '={{ $json.calendar }}' },
        returnAll: false,
        limit: 20,
        timeMin: '={{ $json.start }}',
        timeMax: '={{ $json.end }}',
        options: {},
      },
      { evenIfEmpty: true },
    ),
  );
  return graph.add(
    others,
    code(
      'Preview',
      ['rows', 'calendar-event'],
      `return [{ json: previewEvent($('The event').first(0).json, $input.all().map((item) => item.json)) }];`,
    ),
  );
}

function scheduled(graph: FlowGraph, run: Output): Output {
  const fixed = graph.add(
    run,
    code(
      'The event to create',
      ['rows', 'calendar-event'],
      [
        ...EVENT,
        `const { plan, job_id } = ${CALL};`,
        `return [{ json: { ...(plan?.event ?? eventOf(inputs, toIso)), id: eventIdOf(job_id) } }];`,
      ].join('\n'),
    ),
  );
  const created = graph.add(
    fixed,
    googleCalendar(
      'Create the event',
      {
        resource: 'event',
        operation: 'create',
        calendar: { __rl: true, mode: 'list', value: '={{ $json.calendar }}' },
        start: '={{ $json.start }}',
        end: '={{ $json.end }}',
        useDefaultReminders: true,
        additionalFields: {
          summary: '={{ $json.title }}',
          description: '={{ $json.description }}',
          location: '={{ $json.location }}',
          attendees: '={{ $json.attendees }}',
          sendUpdates: `={{ $json.attendees.length > 0 ? 'all' : 'none' }}`,
          id: '={{ $json.id }}',
        },
      },
      { onFailure: 'collect' },
    ),
  );
  return graph.add(
    created,
    code(
      'Scheduled',
      ['rows', 'calendar-event'],
      [
        `const { json, error } = $input.first();`,
        `const wanted = $('The event to create').first(0).json;`,
        `return [{ json: scheduledEvent({ ...json, error: json.error ?? error?.message }, wanted) }];`,
      ].join('\n'),
    ),
  );
}
