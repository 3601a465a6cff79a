import { askModel, MODEL_SETTINGS } from './ask-model.ts';
import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, slack } from './nodes.ts';

export const slackSummarize = defineFlow(
  {
    intent: 'slack.summarize',
    description:
      'Says what went on in Slack channels since a moment: a summary, and for each channel who said what that matters. It posts nothing.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['channels'],
      properties: {
        channels: {
          type: 'array',
          minItems: 1,
          maxItems: 20,
          items: { type: 'string', minLength: 1, maxLength: 100 },
          description: 'Names, with or without "#", or ids.',
        },
        since: {
          type: 'string',
          maxLength: 40,
          default: '24h',
          description: '"24h", "7d", "today", "yesterday", or a date.',
        },
      },
    },
    outputs: {
      type: 'object',
      properties: {
        since: { type: 'string' },
        summary: { type: 'string' },
        written_by: { type: 'string', description: 'The model, or "extraction".' },
        channels: { type: 'array', items: { type: 'object' } },
      },
    },
    effect: 'read',
    resource: 'slack',
    dry_run: false,
    deadline_s: 180,
    examples: [
      {
        say: 'What did I miss in #ops since yesterday?',
        inputs: { channels: ['ops'], since: 'yesterday' },
      },
    ],
  },
  { answersLater: true, settings: MODEL_SETTINGS },
  ({ graph, run }) => [summarized(graph, heard(graph, run))],
);

function heard(graph: FlowGraph, run: Output): Output {
  const since = graph.add(
    run,
    code(
      'Since when',
      ['since'],
      `return [{ json: { since: sinceDate(${CALL}.inputs.since, new Date()).toISOString() } }];`,
    ),
  );
  const all = graph.add(
    since,
    slack(
      'List channels',
      {
        resource: 'channel',
        operation: 'getAll',
        returnAll: true,
        filters: { excludeArchived: true },
      },
      { evenIfEmpty: true },
    ),
  );
  const chosen = graph.add(
    all,
    code(
      'Choose channels',
      ['rows', 'highlights', 'slack-summary'],
      `return chooseChannels($input.all().map((item) => item.json), ${CALL}.inputs.channels).map((json) => ({ json }));`,
    ),
  );
  const read = graph.add(
    chosen,
    slack(
      'Read channels',
      {
        resource: 'channel',
        operation: 'history',
        channelId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
        returnAll: false,
        limit: 200,
        filters: { oldest: `={{ $('Since when').first(0).json.since }}` },
      },
      { onFailure: 'collect', evenIfEmpty: true },
    ),
  );
  return graph.add(
    read,
    slack(
      'Who is who',
      { resource: 'user', operation: 'getAll', returnAll: true },
      { onFailure: 'collect', evenIfEmpty: true, once: true },
    ),
  );
}

function summarized(graph: FlowGraph, people: Output): Output {
  const talk = graph.add(
    people,
    code(
      'What was said',
      ['rows', 'highlights', 'slack-summary'],
      [
        `const channels = $('Choose channels').all(0).map((item) => item.json);`,
        `const messages = $('Read channels').all(0).map((item) => ({`,
        `  channel: item.pairedItem?.item ?? 0,`,
        `  message: { ...item.json, ...(item.error && { error: item.error.message }) },`,
        `}));`,
        `const talk = talkOf(channels, messages, $input.all().map((item) => item.json));`,
        `return [{ json: { talk, prompt: slackPrompt(talk) } }];`,
      ].join('\n'),
    ),
  );
  const asked = askModel(graph, talk);
  return graph.add(
    asked,
    code(
      'Summary',
      ['rows', 'highlights', 'slack-summary'],
      [
        `const { talk } = $('What was said').first(0).json;`,
        `const { since } = $('Since when').first(0).json;`,
        `return [{ json: slackSummary(talk, { since, model: $input.first().json.model }) }];`,
      ].join('\n'),
    ),
  );
}
