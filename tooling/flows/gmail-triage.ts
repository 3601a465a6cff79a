import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, gmail, inBatches, when } from './nodes.ts';

const INPUT = `${CALL}.inputs`;

const SEARCH = {
  resource: 'message',
  operation: 'getAll',
  returnAll: false,
  limit: `={{ ${INPUT}.max_messages ?? 50 }}`,
  simple: true,
  filters: { q: `={{ ${INPUT}.query }}` },
  options: {},
};

export const gmailTriage = defineFlow(
  {
    intent: 'gmail.triage',
    description:
      'Puts a label on the mails that a Gmail search finds. A preview lists them; the run labels exactly those, and says which of them are gone.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['query', 'label'],
      properties: {
        query: {
          type: 'string',
          minLength: 1,
          maxLength: 500,
          description: 'As in the search field of Gmail, such as "from:billing@ newer_than:7d".',
        },
        label: {
          type: 'string',
          minLength: 1,
          maxLength: 200,
          description: 'Made if there is none.',
        },
        max_messages: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
      },
    },
    outputs: {
      type: 'object',
      properties: {
        labeled: { type: 'integer' },
        label: { type: 'string' },
        vanished: { type: 'array', items: { type: 'string' } },
        failed: { type: 'array', items: { type: 'object' } },
        found: { type: 'integer' },
        would_apply_label: { type: 'string' },
        preview: { type: 'array', items: { type: 'object' } },
      },
    },
    effect: 'write',
    decide: 'confirm',
    // A label that is there already is no second label.
    repeat: 'safe',
    resource: 'gmail',
    dry_run: true,
    deadline_s: 300,
    examples: [
      {
        say: 'Label the invoices of this week',
        inputs: { query: 'subject:invoice newer_than:7d', label: 'Invoices' },
      },
    ],
  },
  { answersLater: true, changing: ['Create the label', 'Add the label'] },
  ({ graph, preview, run }) => [shown(graph, preview), labelled(graph, run)],
);

function shown(graph: FlowGraph, preview: Output): Output {
  const found = graph.add(preview, gmail('Find mails', SEARCH, { evenIfEmpty: true }));
  return graph.add(
    found,
    code(
      'Preview',
      ['rows', 'triage'],
      `const { label, max_messages: most = 50 } = ${INPUT};\nreturn [{ json: previewTriage($input.all().map((item) => item.json), { label, most }) }];`,
    ),
  );
}

function labelled(graph: FlowGraph, run: Output): Output {
  const planned = graph.add(run, when('Is there a plan?', '$json.plan !== null'));
  const searched = graph.add(
    { ...planned, index: 1 },
    gmail('Find mails now', SEARCH, { evenIfEmpty: true }),
  );
  const labels = graph.add(
    [planned, searched],
    gmail(
      'List labels',
      { resource: 'label', operation: 'getAll', returnAll: true },
      { once: true, evenIfEmpty: true },
    ),
  );
  const chosen = graph.add(
    labels,
    code(
      'Choose the label',
      ['rows', 'triage'],
      [
        `// A search that failed shall not leave a new label behind.`,
        `if (${CALL}.plan === null) mailsOf($('Find mails now').all(0).map((item) => item.json));`,
        `const label = ${INPUT}.label;`,
        `const labels = rowsOf($input.all().map((item) => item.json), ({ id, name }) => Boolean(id && name), 'The labels');`,
        `const found = labels.find(({ name }) => name.toLowerCase() === label.toLowerCase());`,
        `return [{ json: { label, label_id: found?.id ?? null } }];`,
      ].join('\n'),
    ),
  );
  const exists = graph.add(chosen, when('Is there such a label?', '$json.label_id !== null'));
  const created = graph.add(
    { ...exists, index: 1 },
    gmail('Create the label', {
      resource: 'label',
      operation: 'create',
      name: '={{ $json.label }}',
      options: {},
    }),
  );
  return labelAll(graph, [exists, created]);
}

function labelAll(graph: FlowGraph, from: readonly Output[]): Output {
  const messages = graph.add(
    from,
    code(
      'Mails to label',
      ['rows', 'triage'],
      [
        `const { plan } = ${CALL};`,
        `const ids = plan !== null`,
        `  ? plan.message_ids`,
        `  : mailsOf($('Find mails now').all(0).map((item) => item.json)).map(({ id }) => id);`,
        `const label_id = $input.first().json.label_id ?? $input.first().json.id;`,
        `if (!label_id) throw new Error('Gmail gave no id for the label.');`,
        `if (ids.length === 0) return [{ json: { message_id: null } }];`,
        `return ids.map((message_id) => ({ json: { message_id, label_id } }));`,
      ].join('\n'),
    ),
  );
  const some = graph.add(messages, when('Any?', '$json.message_id !== null'));
  const batches = graph.add(some, inBatches('In batches', 25));
  const added = graph.add(
    { ...batches, index: 1 },
    gmail(
      'Add the label',
      {
        resource: 'message',
        operation: 'addLabels',
        messageId: '={{ $json.message_id }}',
        labelIds: '={{ [$json.label_id] }}',
      },
      { onFailure: 'collect' },
    ),
  );
  graph.connect(added, batches);
  return graph.add(
    [batches, { ...some, index: 1 }],
    code(
      'Count',
      ['rows', 'triage'],
      [
        `const wanted = $('Mails to label').all(0).map((item) => item.json).filter((mail) => mail.message_id !== null);`,
        `const outcomes = $input.all().map((item) => ({ ...item.json, error: item.json.error ?? item.error }));`,
        `return [{ json: countLabelled(wanted, outcomes, ${INPUT}.label) }];`,
      ].join('\n'),
    ),
  );
}
