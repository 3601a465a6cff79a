import type { Answer, Health, IntentsPage, Job, JobsPage, KeyRequest, NewKey } from '#contract';

/** As much of a generated client as the story uses. TypeScript checks that what was generated is one. */
export interface GeneratedClient<Client = object> {
  createClient(config: { baseUrl: string; auth?: string }): Client;
  health(options: { client: Client }): Outcome<Health>;
  query(options: { client: Client; body: Asked }): Outcome<Answer>;
  orchestrate(options: { client: Client; body: Asked }): Outcome<Answer>;
  listJobs(options: {
    client: Client;
    query?: { intent?: string; limit?: number };
  }): Outcome<JobsPage>;
  getJob(options: {
    client: Client;
    path: { id: string };
    query?: { wait_s?: number };
  }): Outcome<Job>;
  watchJob(options: {
    client: Client;
    path: { id: string };
  }): Promise<{ stream: AsyncIterable<unknown> }>;
  listIntents(options: { client: Client; query?: { query?: string } }): Outcome<IntentsPage>;
  createKey(options: { client: Client; body: KeyRequest }): Outcome<NewKey>;
}

/** `data` where the call went well, `error` where it did not. */
type Outcome<Data> = Promise<{
  data?: Data | undefined;
  error?: unknown;
  response?: Response | undefined;
}>;

interface Asked {
  intent: string;
  inputs?: Record<string, unknown>;
  wait_s?: number;
}
