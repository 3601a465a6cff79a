import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway, tutti } from '../../e2e/support/tutti.ts';
import type { World } from './world.ts';

export interface Answer {
  readonly status: string;
  readonly result?: Record<string, unknown>;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly retryable: boolean;
  };
  readonly job_id?: string;
  readonly receipt_id?: string;
  readonly replayed?: boolean;
  readonly confirm?: { readonly token: string };
}

export interface Job {
  readonly status: string;
  readonly answer?: Answer;
}

/** A real gateway that has this n8n as its provider of flows. */
export interface FlowGateway {
  /** `key` names another caller than the one with all scopes. */
  call(
    intent: string,
    inputs: object,
    more?: Record<string, unknown> & { key?: string },
  ): Promise<Answer>;
  get<T>(path: string): Promise<T>;
  /** The job, once it is over. */
  finished(jobId: string, withinMs: number): Promise<Job>;
  /** The key of a caller whose callbacks may go to that host. */
  keyFor(caller: string, callbackHost: string): Promise<string>;
  /** `tutti …` as the owner, and what it prints as JSON. */
  tutti<T>(...args: string[]): Promise<T>;
  /** What a person would read. */
  text(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startFlowGateway(world: World): Promise<FlowGateway> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-flows-gateway-'));
  const config = path.join(folder, 'tutti.yaml');
  const provider = { type: 'n8n', url: world.n8n.url, api_key: world.api.key };
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ flows: { providers: { n8n: provider } } }));
  const gateway = await startGateway({ env: { TUTTI_CONFIG: config } });
  const headersWith = (key: string) => ({
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
  });
  const env = { ...gateway.env, TUTTI_OWNER_KEY: gateway.ownerKey };
  const get = async <T>(to: string): Promise<T> =>
    (await (
      await fetch(`${gateway.url}${to}`, { headers: headersWith(gateway.apiKey) })
    ).json()) as T;
  const asOwner = (args: readonly string[]) => tutti(args, { env });

  return {
    get,
    async call(intent, inputs, { key = gateway.apiKey, ...more } = {}) {
      const body = JSON.stringify({ intent, inputs, wait_s: 30, ...more });
      const headers = headersWith(key);
      const answer = await fetch(`${gateway.url}/orchestrate`, { method: 'POST', headers, body });
      return (await answer.json()) as Answer;
    },
    async finished(jobId, withinMs) {
      const until = Date.now() + withinMs;
      for (;;) {
        const job = await get<Job>(`/jobs/${jobId}?wait_s=5`);
        if (!['queued', 'running'].includes(job.status)) return job;
        if (Date.now() > until) throw new Error(`${jobId} is still ${job.status}`);
        await sleep(100);
      }
    },
    async keyFor(caller, callbackHost) {
      const headers = headersWith(gateway.ownerKey);
      const body = JSON.stringify({ caller, callback_hosts: [callbackHost] });
      const made = await fetch(`${gateway.url}/owner/keys`, { method: 'POST', headers, body });
      return ((await made.json()) as { key: string }).key;
    },
    async tutti<T>(...args: string[]) {
      const { out, err } = await asOwner([...args, '--json']);
      try {
        return JSON.parse(out) as T;
      } catch {
        throw new Error(`tutti ${args.join(' ')}: ${out}${err}`);
      }
    },
    async text(...args) {
      const { out, err } = await asOwner(args);
      return `${out}${err}`;
    },
    async stop() {
      await gateway.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
