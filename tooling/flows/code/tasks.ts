import { rowsOf } from './rows.ts';

export interface TaskInputs {
  title: string;
  description?: string;
  to?: 'github' | 'linear';
  repo?: string;
  team?: string;
  labels?: string[];
  assignee?: string;
}

export interface Task {
  to: 'github' | 'linear';
  title: string;
  description: string;
  repo: string;
  owner: string;
  repository: string;
  team: string;
  labels: string[];
  assignee: string;
}

/** Where the task goes, out of the inputs and what the owner set as default. */
export function taskOf(
  inputs: TaskInputs,
  settings: { default_repo?: string; default_team?: string },
): Task {
  const named = inputs.to ?? (inputs.team === undefined ? undefined : 'linear');
  const to =
    named ?? (inputs.repo || settings.default_repo || !settings.default_team ? 'github' : 'linear');
  const repo = inputs.repo ?? settings.default_repo ?? '';
  const team = inputs.team ?? settings.default_team ?? '';
  if (to === 'github' && !/^[\w.-]+\/[\w.-]+$/.test(repo)) {
    throw new Error(
      '"repo" must name a repository, such as "ada/engine" (or set default_repo in the node Settings).',
    );
  }
  if (to === 'linear' && team === '') {
    throw new Error(
      '"team" must name a team of Linear, such as "ENG" (or set default_team in the node Settings).',
    );
  }
  const [owner = '', repository = ''] = repo.split('/');
  return {
    to,
    title: inputs.title,
    description: inputs.description ?? '',
    repo,
    owner,
    repository,
    team,
    labels: inputs.labels ?? [],
    assignee: inputs.assignee ?? '',
  };
}

export interface LinearReply {
  data?: {
    teams?: { nodes: { id: string; key: string; name: string }[] };
    issues?: { nodes: { identifier: string; title: string; url: string }[] };
  };
  errors?: { message: string }[];
}

/** The team of Linear with its id, and open issues that look the same. */
export function linearPlace(task: Task, reply: LinearReply) {
  const teams = reply.data?.teams?.nodes;
  if (teams === undefined) {
    throw new Error(reply.errors?.[0]?.message ?? 'Linear did not say which teams there are.');
  }
  const asked = task.team.toLowerCase();
  const team = teams.find(({ id, key, name }) =>
    [id, key, name].some((one) => one.toLowerCase() === asked),
  );
  if (team === undefined) {
    throw new Error(
      `There is no team "${task.team}" in Linear; there are: ${teams.map(({ key }) => key).join(', ')}.`,
    );
  }
  const similar = (reply.data?.issues?.nodes ?? [])
    .filter(({ title }) => sameTitle(title, task.title))
    .map(({ identifier, title, url }) => ({ key: identifier, title, url }));
  return { team_id: team.id, where: `team ${team.key} of Linear`, similar };
}

export interface GitHubIssue {
  number?: number;
  title?: string;
  html_url?: string;
  state?: string;
  message?: string;
}

export function githubPlace(task: Task, items: GitHubIssue[]) {
  const issues = rowsOf(
    items,
    ({ number, html_url }) => Boolean(number && html_url),
    'The issues on GitHub',
  );
  const similar = issues
    .filter(({ title, state }) => state !== 'closed' && sameTitle(title ?? '', task.title))
    .map(({ number, title, html_url }) => ({ key: `#${number}`, title, url: html_url }));
  return { where: `${task.repo} on GitHub`, similar };
}

export function previewTask(
  task: Task,
  place: { where: string; similar: { key: string }[]; team_id?: string },
) {
  const twin =
    place.similar.length === 0
      ? ''
      : ` There is already ${place.similar.map(({ key }) => key).join(', ')} of that title.`;
  const { to, title, description, labels, assignee } = task;
  return {
    result: {
      dry_run: true,
      note: `An issue "${title}" would be created in ${place.where}.${twin}`,
      would_create: { to, where: place.where, title, description, labels, assignee },
      similar: place.similar,
    },
    plan: { task, ...(place.team_id !== undefined && { team_id: place.team_id }) },
  };
}

/** What GitHub or Linear says it made. */
export function createdTask(
  to: Task['to'],
  made: {
    number?: number;
    html_url?: string;
    id?: string;
    identifier?: string;
    url?: string;
    title?: string;
  },
) {
  if (to === 'github' && made.number !== undefined && made.html_url !== undefined) {
    return {
      result: { created: { to, key: `#${made.number}`, url: made.html_url, title: made.title } },
    };
  }
  if (to === 'linear' && made.id !== undefined && made.identifier !== undefined) {
    return {
      result: {
        created: { to, key: made.identifier, id: made.id, url: made.url, title: made.title },
      },
    };
  }
  throw new Error('No issue was confirmed.');
}

function sameTitle(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
