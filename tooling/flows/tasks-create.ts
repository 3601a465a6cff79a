import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, github, http, linear, when } from './nodes.ts';

const REPOSITORY = {
  owner: { __rl: true, mode: 'name', value: '={{ $json.owner }}' },
  repository: { __rl: true, mode: 'name', value: '={{ $json.repository }}' },
};
const text = (maxLength: number, description: string) => ({
  type: 'string',
  maxLength,
  description,
});

export const tasksCreate = defineFlow(
  {
    intent: 'tasks.create',
    description:
      'Creates an issue on GitHub or in Linear. A preview shows it, and open issues of the same title.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['title'],
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 250 },
        description: text(20_000, 'Markdown.'),
        to: {
          type: 'string',
          enum: ['github', 'linear'],
          description: 'Default: by repo or team.',
        },
        repo: text(140, 'GitHub: such as "ada/engine". Default: as set in n8n.'),
        team: text(100, 'Linear: key or name of the team, such as "ENG".'),
        labels: {
          type: 'array',
          maxItems: 20,
          items: { type: 'string', maxLength: 100 },
          description: 'GitHub only.',
        },
        assignee: text(100, 'GitHub: a login.'),
      },
    },
    outputs: {
      type: 'object',
      properties: {
        created: { type: 'object' },
        would_create: { type: 'object' },
        similar: { type: 'array', items: { type: 'object' } },
      },
    },
    effect: 'outward',
    resource: 'tasks',
    dry_run: true,
    deadline_s: 60,
    examples: [
      {
        say: 'Note a bug: the engine does not start',
        inputs: { title: 'The engine does not start', repo: 'ada/engine', labels: ['bug'] },
      },
    ],
  },
  {
    answersLater: true,
    settings: { default_repo: '', default_team: '' },
    changing: ['Create on GitHub', 'Create in Linear'],
  },
  ({ graph, preview, run }) => [...shown(graph, preview), created(graph, run)],
);

function shown(graph: FlowGraph, preview: Output): readonly Output[] {
  const task = graph.add(
    preview,
    code(
      'The task',
      ['rows', 'tasks'],
      `return [{ json: taskOf(${CALL}.inputs, ${CALL}.settings) }];`,
    ),
  );
  const onGitHub = graph.add(task, when('For GitHub?', `$json.to === 'github'`));
  const issues = graph.add(
    onGitHub,
    github(
      'Open issues on GitHub',
      {
        resource: 'repository',
        operation: 'getIssues',
        ...REPOSITORY,
        returnAll: false,
        limit: 50,
        getRepositoryIssuesFilters: { state: 'open' },
      },
      { evenIfEmpty: true },
    ),
  );
  const teams = graph.add(
    { ...onGitHub, index: 1 },
    http('Teams and issues of Linear', {
      url: 'https://api.linear.app/graphql',
      body: `={{ JSON.stringify({ query: 'query { teams(first: 100) { nodes { id key name } } issues(first: 100) { nodes { identifier title url } } }' }) }}`,
      credential: { type: 'linearApi', name: 'Linear' },
    }),
  );
  const asked = `const task = $('The task').first(0).json;`;
  const githubPreview = graph.add(
    issues,
    code(
      'Preview for GitHub',
      ['rows', 'tasks'],
      `${asked}\nreturn [{ json: previewTask(task, githubPlace(task, $input.all().map((item) => item.json))) }];`,
    ),
  );
  const linearPreview = graph.add(
    teams,
    code(
      'Preview for Linear',
      ['rows', 'tasks'],
      `${asked}\nreturn [{ json: previewTask(task, linearPlace(task, $input.first().json)) }];`,
    ),
  );
  return [githubPreview, linearPreview];
}

function created(graph: FlowGraph, run: Output): Output {
  const fixed = graph.add(
    run,
    code(
      'The task to create',
      ['rows', 'tasks'],
      [
        `const { plan, inputs, settings } = ${CALL};`,
        `return [{ json: { ...(plan?.task ?? taskOf(inputs, settings)), team_id: plan?.team_id ?? null } }];`,
      ].join('\n'),
    ),
  );
  const onGitHub = graph.add(fixed, when('On GitHub?', `$json.to === 'github'`));
  const issue = graph.add(
    onGitHub,
    github('Create on GitHub', {
      resource: 'issue',
      operation: 'create',
      ...REPOSITORY,
      title: '={{ $json.title }}',
      body: '={{ $json.description }}',
      labels: '={{ $json.labels.map((label) => ({ label })) }}',
      assignees: `={{ $json.assignee === '' ? [] : [{ assignee: $json.assignee }] }}`,
    }),
  );
  const known = graph.add(
    { ...onGitHub, index: 1 },
    when('Is the team known?', '$json.team_id !== null'),
  );
  const teams = graph.add(
    { ...known, index: 1 },
    http('Teams of Linear', {
      url: 'https://api.linear.app/graphql',
      body: `={{ JSON.stringify({ query: 'query { teams(first: 100) { nodes { id key name } } }' }) }}`,
      credential: { type: 'linearApi', name: 'Linear' },
    }),
  );
  const found = graph.add(
    teams,
    code(
      'The team',
      ['rows', 'tasks'],
      `const task = $('The task to create').first(0).json;\nreturn [{ json: { ...task, ...linearPlace(task, $input.first().json) } }];`,
    ),
  );
  const ticket = graph.add(
    [known, found],
    linear('Create in Linear', {
      resource: 'issue',
      operation: 'create',
      teamId: '={{ $json.team_id }}',
      title: '={{ $json.title }}',
      additionalFields: { description: '={{ $json.description }}' },
    }),
  );
  return graph.add(
    [issue, ticket],
    code(
      'Created',
      ['rows', 'tasks'],
      `return [{ json: createdTask($('The task to create').first(0).json.to, $input.first().json) }];`,
    ),
  );
}
