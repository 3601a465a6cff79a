import { CALL, defineFlow } from './frame.ts';
import { code, gmail } from './nodes.ts';

export const gmailSearch = defineFlow(
  {
    intent: 'gmail.search',
    description: 'Finds mails as the search field of Gmail does, newest first.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['query'],
      properties: {
        query: {
          type: 'string',
          minLength: 1,
          maxLength: 500,
          description: 'Such as "from:grace is:unread newer_than:7d".',
        },
        max_results: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
      },
    },
    outputs: {
      type: 'object',
      properties: {
        found: { type: 'integer' },
        mails: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              from: { type: 'string' },
              subject: { type: 'string' },
              date: { type: ['string', 'null'] },
              snippet: { type: 'string' },
              labels: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
    effect: 'read',
    resource: 'gmail',
    dry_run: false,
    deadline_s: 60,
    examples: [
      {
        say: 'Any unread mail from Grace?',
        inputs: { query: 'from:grace is:unread', max_results: 5 },
      },
    ],
  },
  {},
  ({ graph, run }) => {
    const found = graph.add(
      run,
      gmail(
        'Find mails',
        {
          resource: 'message',
          operation: 'getAll',
          returnAll: false,
          limit: `={{ ${CALL}.inputs.max_results ?? 10 }}`,
          simple: true,
          filters: { q: `={{ ${CALL}.inputs.query }}` },
          options: {},
        },
        { evenIfEmpty: true },
      ),
    );
    const listed = graph.add(
      found,
      code(
        'List them',
        ['rows', 'triage'],
        [
          `const mails = mailsOf($input.all().map((item) => item.json));`,
          `const short = mails.map((mail) => ({ ...shortMail(mail), labels: (mail.labels ?? []).map((label) => label.name) }));`,
          `return [{ json: { result: { found: short.length, mails: short } } }];`,
        ].join('\n'),
      ),
    );
    return [listed];
  },
);
