import { createEmulator, type Emulator } from 'emulate';

/** The services that flows use, emulated on loopback, with something in each. */
export interface Services {
  readonly google: Service;
  readonly slack: Service;
  readonly github: Service;
  readonly linear: Service;
  /** By the hosts that n8n calls. */
  readonly routes: ReadonlyMap<string, string>;
  /** As at the start. */
  reset(): void;
  close(): Promise<void>;
}

/** A service as its own clients see it: what a test looks at to see what a flow really did. */
export interface Service {
  readonly url: string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
}

const ME = 'ada@example.org';
const TOKEN = 'a-token-of-the-tests';

export async function startServices(now: Date): Promise<Services> {
  const [google, slack, github, linear] = await Promise.all([
    createEmulator({ service: 'google', port: 0, seed: { google: googleSeed(now) } }),
    createEmulator({ service: 'slack', port: 0, seed: { slack: SLACK_SEED } }),
    createEmulator({ service: 'github', port: 0, seed: { github: GITHUB_SEED } }),
    createEmulator({ service: 'linear', port: 0, seed: { linear: LINEAR_SEED } }),
  ]);
  const emulators = { google, slack, github, linear };
  return {
    google: serviceOf(google),
    slack: serviceOf(slack),
    github: serviceOf(github),
    linear: serviceOf(linear),
    routes: new Map([
      ['www.googleapis.com', google.url],
      ['gmail.googleapis.com', google.url],
      ['oauth2.googleapis.com', google.url],
      ['slack.com', slack.url],
      ['api.github.com', github.url],
      ['api.linear.app', linear.url],
    ]),
    reset() {
      for (const emulator of Object.values(emulators)) emulator.reset();
    },
    async close() {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
    },
  };
}

function serviceOf({ url }: Emulator): Service {
  return {
    url,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${url}${path}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
  };
}

function googleSeed(now: Date) {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const invoices = Array.from({ length: 30 }, (_, index) => ({
    id: `invoice${index + 1}`,
    from: 'billing@example.com',
    to: ME,
    subject: `Invoice ${index + 1}`,
    body_text: `Please pay invoice ${index + 1}.`,
    date: daysAgo(1 + index),
    label_ids: ['INBOX', 'UNREAD'],
  }));
  const letter = {
    id: 'letter',
    from: 'Grace <grace@example.com>',
    to: ME,
    subject: 'Dinner on Friday',
    body_text: 'Shall we meet at seven?',
    date: daysAgo(0.1),
    label_ids: ['INBOX', 'UNREAD'],
  };
  return {
    users: [{ email: ME, name: 'Ada' }],
    messages: [...invoices, letter],
    calendars: [
      {
        id: 'primary',
        user_email: ME,
        summary: ME,
        primary: true,
        selected: true,
        time_zone: 'UTC',
      },
    ],
    calendar_events: [
      {
        id: 'standup',
        user_email: ME,
        calendar_id: 'primary',
        summary: 'Stand-up',
        start_date_time: '2027-03-01T09:00:00.000Z',
        end_date_time: '2027-03-01T09:30:00.000Z',
      },
    ],
  };
}

const SLACK_SEED = {
  team: { name: 'Tests', domain: 'tests' },
  users: [{ name: 'grace', real_name: 'Grace', email: 'grace@example.com' }],
  channels: [{ name: 'ops' }, { name: 'quiet' }],
  tokens: [
    {
      token: TOKEN,
      user: 'grace',
      scopes: ['chat:write', 'channels:history', 'channels:read', 'users:read'],
    },
  ],
};

const GITHUB_SEED = {
  users: [{ login: 'ada', name: 'Ada', email: ME }],
  repos: [{ owner: 'ada', name: 'engine', language: 'TypeScript', auto_init: true }],
};

const LINEAR_SEED = {
  organization: { name: 'Tests', url_key: 'tests' },
  users: [{ email: ME, name: 'Ada', admin: true }],
  teams: [
    {
      key: 'ENG',
      name: 'Engineering',
      states: [
        { name: 'Todo', type: 'unstarted' },
        { name: 'Done', type: 'completed' },
      ],
    },
  ],
  tokens: [{ token: TOKEN, user: ME, scopes: ['read', 'write', 'issues:create', 'admin'] }],
};

/** The credentials that an owner would have made in n8n. */
export const CREDENTIALS = [
  { name: 'Gmail', type: 'gmailOAuth2', data: googleToken() },
  { name: 'Calendar', type: 'googleCalendarOAuth2Api', data: googleToken() },
  { name: 'Slack', type: 'slackApi', data: { accessToken: TOKEN } },
  {
    name: 'GitHub',
    type: 'githubApi',
    data: { server: 'https://api.github.com', user: 'ada', accessToken: TOKEN },
  },
  { name: 'Linear', type: 'linearApi', data: { apiKey: TOKEN } },
  { name: 'Model', type: 'openAiApi', data: { apiKey: TOKEN, url: 'http://127.0.0.1:9/v1' } },
  { name: 'Notion', type: 'notionApi', data: { apiKey: TOKEN } },
] as const;

function googleToken() {
  return {
    clientId: 'tests.apps.googleusercontent.com',
    clientSecret: 'a-secret-of-the-tests',
    oauthTokenData: {
      access_token: TOKEN,
      refresh_token: TOKEN,
      token_type: 'Bearer',
      expires_in: 3600,
    },
  };
}
