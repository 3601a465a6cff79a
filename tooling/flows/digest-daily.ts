import { askModel, MODEL_SETTINGS } from './ask-model.ts';
import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, gmail, googleCalendar, http } from './nodes.ts';

const SINCE = `$('Since when').first(0).json`;

export const digestDaily = defineFlow(
  {
    intent: 'digest.daily',
    description:
      'What is new since a moment: unread mail, the events of the next 24 hours, and memories with the tags given. What cannot be read is left out and named.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      properties: {
        since: {
          type: 'string',
          maxLength: 40,
          default: '24h',
          description: '"24h", "7d", "today", "yesterday", or a date.',
        },
        tags: {
          type: 'array',
          maxItems: 20,
          items: { type: 'string', maxLength: 64 },
          default: [],
          description: 'Only memories that carry all of these tags.',
        },
      },
    },
    outputs: {
      type: 'object',
      properties: {
        since: { type: 'string' },
        summary: { type: 'string' },
        written_by: { type: 'string', description: 'The model, or "extraction".' },
        mails: { type: 'array', items: { type: 'object' } },
        events: { type: 'array', items: { type: 'object' } },
        memories: { type: 'array', items: { type: 'object' } },
        not_read: { type: 'object' },
      },
    },
    effect: 'read',
    resource: 'digest',
    dry_run: false,
    deadline_s: 180,
    calls: ['memory.list'],
    examples: [{ say: 'What is new today?', inputs: { since: 'today', tags: ['work'] } }],
  },
  { answersLater: true, settings: MODEL_SETTINGS },
  ({ graph, run }) => [digested(graph, sources(graph, run))],
);

function sources(graph: FlowGraph, run: Output): Output {
  const since = graph.add(
    run,
    code(
      'Since when',
      ['since'],
      [
        `const now = new Date();`,
        `const from = sinceDate(${CALL}.inputs.since, now);`,
        `const until = new Date(now.getTime() + 86_400_000);`,
        `return [{ json: { since: from.toISOString(), after: Math.floor(from.getTime() / 1000), now: now.toISOString(), until: until.toISOString() } }];`,
      ].join('\n'),
    ),
  );
  const source = { onFailure: 'collect', evenIfEmpty: true, once: true } as const;
  const mails = graph.add(
    since,
    gmail(
      'Unread mail',
      {
        resource: 'message',
        operation: 'getAll',
        returnAll: false,
        limit: 30,
        simple: true,
        filters: { q: '=in:inbox is:unread after:{{ $json.after }}' },
        options: {},
      },
      source,
    ),
  );
  const events = graph.add(
    mails,
    googleCalendar(
      'Events of the day',
      {
        resource: 'event',
        operation: 'getAll',
        calendar: { __rl: true, mode: 'list', value: 'primary' },
        returnAll: false,
        limit: 30,
        timeMin: `={{ ${SINCE}.now }}`,
        timeMax: `={{ ${SINCE}.until }}`,
        options: { orderBy: 'startTime' },
      },
      source,
    ),
  );
  return graph.add(
    events,
    http(
      'Memories',
      {
        url: `={{ ${CALL}.callback_url || 'http://127.0.0.1:9' }}/call`,
        bearer: `=Bearer {{ ${CALL}.callback_token }}`,
        body: `={{ JSON.stringify({ intent: 'memory.list', inputs: { tags: ${CALL}.inputs.tags ?? [], limit: 50 }, step: 'memories' }) }}`,
      },
      source,
    ),
  );
}

function digested(graph: FlowGraph, memories: Output): Output {
  const gathered = graph.add(
    memories,
    code(
      'Gather',
      ['rows', 'highlights', 'triage', 'digest'],
      [
        `const { since } = ${SINCE};`,
        `const all = (name) => $(name).all(0).map((item) => ({ ...item.json, ...(item.error && { error: item.error }) }));`,
        `const answer = ${CALL}.callback_url === '' ? {} : $input.first().json;`,
        `const gathered = {`,
        `  since,`,
        `  mails: mailSource(all('Unread mail')),`,
        `  events: eventSource(all('Events of the day')),`,
        `  memories: memorySource(answer, since),`,
        `};`,
        `return [{ json: { gathered, prompt: digestPrompt(gathered) } }];`,
      ].join('\n'),
    ),
  );
  const asked = askModel(graph, gathered);
  return graph.add(
    asked,
    code(
      'Digest',
      ['rows', 'highlights', 'triage', 'digest'],
      `return [{ json: digestOf($('Gather').first(0).json.gathered, $input.first().json.model) }];`,
    ),
  );
}
