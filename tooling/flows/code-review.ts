import { askModel, MODEL_SETTINGS } from './ask-model.ts';
import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, github, http, when } from './nodes.ts';

const REVIEW = ['rows', 'highlights', 'review'];
const [owner, repository] = [0, 1].map((part) => `={{ $json.repo.split('/')[${part}] }}`) as [
  string,
  string,
];
const REPOSITORY = {
  owner: { __rl: true, mode: 'name', value: owner },
  repository: { __rl: true, mode: 'name', value: repository },
};

export const codeReview = defineFlow(
  {
    intent: 'code.review',
    description:
      'Reviews a pull request on GitHub. A preview shows the review; the run posts exactly that as a comment, unless commits were added meanwhile.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['repo', 'pull'],
      properties: {
        repo: {
          type: 'string',
          pattern: '^[\\w.-]+/[\\w.-]+$',
          maxLength: 140,
          description: 'Such as "ada/engine".',
        },
        pull: { type: 'integer', minimum: 1, description: 'Number of the pull request.' },
      },
    },
    outputs: {
      type: 'object',
      properties: {
        pull: { type: 'object' },
        findings: { type: 'array', items: { type: 'object' } },
        review: { type: 'string' },
        written_by: { type: 'string', description: 'The model, or "extraction".' },
        posted: { type: 'object' },
      },
    },
    effect: 'outward',
    resource: 'code',
    dry_run: true,
    deadline_s: 180,
    examples: [{ say: 'Review number 7 of the engine', inputs: { repo: 'ada/engine', pull: 7 } }],
  },
  { answersLater: true, settings: MODEL_SETTINGS, changing: ['Post the review'] },
  ({ graph, preview, run }) => posted(graph, { preview, run }),
);

/** A run without a plan writes its review first, by the same steps as a preview. */
function posted(graph: FlowGraph, { preview, run }: { preview: Output; run: Output }): Output[] {
  const asks = graph.add(run, when('Is there a plan?', '$json.plan !== null'));
  const written = review(graph, [preview, { ...asks, index: 1 }]);
  const isDry = graph.add(written, when('Only a preview?', `${CALL}.dry_run`));
  const shown = graph.add(isDry, code('Preview', [], `return [{ json: $input.first().json }];`));

  const fixed = graph.add(
    [asks, { ...isDry, index: 1 }],
    code('What to post', [], `return [{ json: ${CALL}.plan ?? $('Review').first(0).json.plan }];`),
  );
  const again = graph.add(fixed, pullNode('Is it as it was', '={{ $json.number }}'));
  const same = graph.add(
    again,
    code(
      'As it was',
      REVIEW,
      [
        `const plan = $('What to post').first(0).json;`,
        `const head = checkedPull($input.first().json).head.sha;`,
        `if (head !== plan.head) throw new Error('Commits were added since the preview. Ask for a new one.');`,
        `return [{ json: plan }];`,
      ].join('\n'),
    ),
  );
  const sent = graph.add(
    same,
    github('Post the review', {
      resource: 'review',
      operation: 'create',
      ...REPOSITORY,
      pullRequestNumber: '={{ $json.number }}',
      event: 'comment',
      body: '={{ $json.review }}',
      additionalFields: { commitId: '={{ $json.head }}' },
    }),
  );
  const done = graph.add(
    sent,
    code(
      'Posted',
      [],
      [
        `const { id, html_url: url, state } = $input.first().json;`,
        `if (!id || !state) throw new Error('GitHub did not confirm the review.');`,
        `return [{ json: { result: { posted: { id, url, review: $('What to post').first(0).json.review } } } }];`,
      ].join('\n'),
    ),
  );
  return [shown, done];
}

function review(graph: FlowGraph, from: readonly Output[]): Output {
  const asked = graph.add(
    from,
    code(
      'Which pull request',
      [],
      `const { repo, pull } = ${CALL}.inputs;\nreturn [{ json: { repo, number: pull } }];`,
    ),
  );
  const pull = graph.add(asked, pullNode('Pull request', '={{ $json.number }}'));
  const files = graph.add(
    pull,
    http(
      'Its files',
      {
        method: 'GET',
        url: `=https://api.github.com/repos/{{ ${CALL}.inputs.repo }}/pulls/{{ ${CALL}.inputs.pull }}/files?per_page=100`,
        credential: { type: 'githubApi', name: 'GitHub' },
        timeoutMs: 30_000,
      },
      { evenIfEmpty: true },
    ),
  );
  const read = graph.add(
    files,
    code(
      'What changed',
      REVIEW,
      [
        `const pull = checkedPull($('Pull request').first(0).json);`,
        `const files = filesOf($input.all().map((item) => item.json));`,
        `return [{ json: { pull, files, prompt: reviewPrompt(pull, files) } }];`,
      ].join('\n'),
    ),
  );
  return graph.add(
    askModel(graph, read),
    code(
      'Review',
      REVIEW,
      [
        `const { pull, files } = $('What changed').first(0).json;`,
        `return [{ json: reviewOf({ repo: ${CALL}.inputs.repo, pull, files }, $input.first().json.model) }];`,
      ].join('\n'),
    ),
  );
}

function pullNode(name: string, number: string) {
  return github(name, {
    resource: 'pullRequest',
    operation: 'get',
    ...REPOSITORY,
    pullRequestNumber: number,
  });
}
